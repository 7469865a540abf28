#!/usr/bin/env python3
"""Nylas' own client against the sandbox: calendars, pages of events, writes, meetings, errors.

usage: nylas_client.py URL API_KEY GOOGLE_GRANT MICROSOFT_GRANT ZOOM_GRANT START
"""

import sys

from nylas import Client
from nylas.models.errors import NylasApiError

url, key, google, microsoft, zoom, start = sys.argv[1:7]
start = int(start)
client = Client(api_key=key, api_uri=url)
primary = {"calendar_id": "primary"}


def refused(status, call):
    """Runs a call that has to fail, and gives the client's own exception."""
    try:
        call()
    except NylasApiError as error:
        assert error.status_code == status, (error.status_code, str(error))
        assert error.request_id, "no request id"
        return error
    raise AssertionError(f"expected {status}")


# Grants and calendars.
grants = client.grants.list().data
assert {grant.provider for grant in grants} >= {"google", "microsoft", "zoom"}, grants
calendars = client.calendars.list(google).data
assert len([calendar for calendar in calendars if calendar.is_primary]) == 1, calendars
assert client.calendars.find(google, "primary").data.is_primary

# Events page by page.
window = {**primary, "start": start, "end": start + 14 * 86400, "limit": 3}
seen, token = [], None
while True:
    page = client.events.list(google, {**window, "page_token": token} if token else window)
    assert len(page.data) <= 3
    seen += [event.id for event in page.data]
    token = page.next_cursor
    if not token:
        break
assert len(seen) == len(set(seen)) > 3, seen

# Create, read, change, delete.
when = {
    "start_time": start + 3600,
    "end_time": start + 7200,
    "start_timezone": "Europe/Berlin",
    "end_timezone": "Europe/Berlin",
}
made = client.events.create(
    microsoft,
    {
        "title": "Plan",
        "description": "Mine",
        "when": when,
        "participants": [{"email": "guest@x.example", "name": "Guest"}],
        "conferencing": {"provider": "Microsoft Teams", "autocreate": {}},
    },
    primary,
).data
found = client.events.find(microsoft, made.id, primary).data
assert found.title == "Plan" and found.when.start_time == start + 3600, found
assert found.conferencing.details["url"].startswith("https://teams."), found.conferencing
assert found.conferencing.details["url"] in found.description, found.description

renamed = client.events.update(microsoft, made.id, {"title": "Plan B"}, primary).data
assert renamed.title == "Plan B" and renamed.conferencing, renamed
lost = client.events.update(microsoft, made.id, {"description": "Mine"}, primary).data
assert lost.conferencing is None, lost.conferencing

hosted = client.events.create(
    google,
    {
        "title": "Call",
        "when": when,
        "conferencing": {
            "provider": "Zoom Meeting",
            "autocreate": {"conf_grant_id": zoom, "conf_settings": {"password": "abc"}},
        },
    },
    primary,
).data
hosted = client.events.find(google, hosted.id, primary).data
assert hosted.conferencing.details["password"] == "abc", hosted.conferencing

invited = [
    event
    for event in client.events.list(
        google, {**window, "start": start - 7 * 86400, "limit": 200}
    ).data
    if event.title == "Architecture council"
]
client.events.send_rsvp(google, invited[0].id, {"status": "yes"}, primary)

for grant, event in [(microsoft, made.id), (google, hosted.id)]:
    client.events.destroy(grant, event, primary)

# Errors in the client's own types.
gone = refused(404, lambda: client.events.find(microsoft, made.id, primary))
assert gone.type == "not_found_error", gone.type
both = {
    "when": when,
    "conferencing": {
        "provider": "Google Meet",
        "autocreate": {},
        "details": {"url": "https://meet.google.com/a"},
    },
}
assert "details" in str(refused(400, lambda: client.events.create(google, both, primary)))
expired = next(grant.id for grant in grants if grant.grant_status == "invalid")
teams = {"provider": "Zoom Meeting", "autocreate": {"conf_grant_id": expired}}
denied = refused(
    400, lambda: client.events.create(google, {"when": when, "conferencing": teams}, primary)
)
assert denied.provider_error["code"] == 124, denied.provider_error
stranger = Client(api_key="wrong", api_uri=url)
assert refused(401, lambda: stranger.calendars.list(google)).type == "unauthorized"
print("ok")
