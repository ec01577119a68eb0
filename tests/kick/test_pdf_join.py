"""Several tagged PDFs become one, with every mark that a screen reader needs, in little memory."""

import subprocess
import sys

import pytest
from pypdf import PdfReader

from kick.lib import pdf
from tests.kick.test_pdf import MEETING, letter, structure_of, tags_of


def parts_of(folder, sizes):
    """Each with letters of its own, in the language that it is given."""
    paths = []
    for number, (size, language) in enumerate(sizes):
        letters = [letter(10 * number + n) for n in range(size)]
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(
            pdf.invitation_letters(meeting=MEETING, letters=letters, language=language)
        )
    return paths


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """(the file, its parts)."""
    folder = tmp_path_factory.mktemp("letters")
    paths = parts_of(folder, [(2, "sv"), (3, "fi")])
    pdf.joined(paths, folder / "all.pdf")
    return PdfReader(folder / "all.pdf"), [PdfReader(path) for path in paths]


def test_every_page_comes_along_in_order(whole):
    one, parts = whole

    assert [page.extract_text() for page in one.pages] == [
        page.extract_text() for part in parts for page in part.pages
    ]
    assert [address["/A"]["/URI"] for page in one.pages for address in links_of(page)] == [
        address["/A"]["/URI"] for part in parts for page in part.pages for address in links_of(page)
    ]


def links_of(page):
    return [found.get_object() for found in page["/Annots"]]


def test_every_mark_comes_along_and_each_part_is_read_in_its_language(whole):
    one, parts = whole

    assert [tag["/S"] for tag in tags_of(one)] == [
        tag["/S"] for part in parts for tag in tags_of(part)
    ]
    documents = [tag for tag in tags_of(one) if tag["/S"] == "/Document"]
    assert [document["/Lang"] for document in documents] == ["sv", "fi"]
    assert one.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert one.metadata.title == parts[0].metadata.title


def test_from_what_stands_on_a_page_one_finds_its_mark_and_back(whole):
    one, _parts = whole
    tree = one.trailer["/Root"]["/StructTreeRoot"]
    found = list.__iter__(tree["/ParentTree"]["/Nums"])
    owners = dict(zip(found, found, strict=True))
    keys = [page["/StructParents"] for page in one.pages]
    keys += [link["/StructParent"] for page in one.pages for link in links_of(page)]

    assert sorted(keys) == sorted(owners)
    assert tree["/ParentTreeNextKey"] == len(keys)
    elements = {id_of(element) for element in structure_of(tree) if "/S" in element}
    for page in one.pages:
        for owner in owners[page["/StructParents"]].get_object():
            assert owner.get_object()["/Pg"].get_object() == page
            assert id_of(owner.get_object()) in elements


def id_of(element):
    return element.indirect_reference.idnum


def test_every_mark_knows_what_it_is_part_of(whole):
    one, _parts = whole
    tree = one.trailer["/Root"]["/StructTreeRoot"]

    for element in tags_of(one):
        inside = element["/P"].get_object()["/K"]
        assert element.indirect_reference in (inside if isinstance(inside, list) else [inside])
    assert {element["/P"].get_object()["/Type"] for element in tree["/K"]} == {"/StructTreeRoot"}


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "0.pdf").write_bytes(b"not a PDF")

    with pytest.raises(pdf.NotPrintable):
        pdf.joined([tmp_path / "0.pdf"], tmp_path / "all.pdf")


JOIN_AND_TELL = "import resource, sys; from kick.lib.pdf_join import join;"
JOIN_AND_TELL += " join(sys.argv[1], sys.argv[2:]);"
JOIN_AND_TELL += " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def megabytes(folder, parts):
    command = [sys.executable, "-c", JOIN_AND_TELL, folder / "all.pdf", *parts]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told) / 1024


def test_ten_parts_take_no_more_memory_than_one(tmp_path):
    [part] = parts_of(tmp_path, [(20, "sv")])

    one, ten = megabytes(tmp_path, [part]), megabytes(tmp_path, [part] * 10)

    assert len(PdfReader(tmp_path / "all.pdf").pages) == 200
    assert ten - one <= 8
