def test_front(visit):
    page = visit()
    page.goto("/")
    print(page.title(), page.locator("h1").text_content())
