"""What somebody's browser reads."""


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()
