import pytest

from tests.kick.test_house_queries import FEW, PAGES, costs

MANY = 1000


@pytest.mark.proof
@pytest.mark.django_db
def test_r15_queries_of_every_page(figure):
    costs(FEW)
    few, many = costs(FEW), costs(MANY)

    for page in PAGES:
        figure("R15", f"{page}: {few[page]} queries with {FEW} rows, {many[page]} with {MANY}")
    public = max(number for page, number in many.items() if not page.startswith("admin"))
    admin = max(number for page, number in many.items() if page.startswith("admin"))
    figure("R15", f"most: {public} on our pages, {admin} on lists of the admin")
    assert many == few
    assert public <= 12
