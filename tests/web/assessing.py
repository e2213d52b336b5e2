"""What tests of assessments do over and over."""

MADE = {
    "signed": "Ada Lovelace",
    "office": "Desk for rivers",
    "told": "As the water rises",
    "business": "on",
    "researchers": "on",
}


def assess(client, key, **more):
    """Make an assessment of a case and give the address of its page."""
    answer = client.post(f"/cases/{key}/assess/", MADE | more)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def publish(client, page, reach):
    answer = client.post(f"{page}publish/", {"reach": reach})
    assert answer.status_code == 302, answer.content.decode()


def share(client, page, days=30):
    """Make a link to an assessment and give its path."""
    answer = client.post(f"{page}share/", {"label": "Bob", "days": days})
    told = answer.content.decode()
    return (
        told.partition('id="fresh"')[2]
        .split('value="http://testserver')[1]
        .split('"')[0]
    )
