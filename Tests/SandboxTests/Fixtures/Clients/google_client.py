#!/usr/bin/env python3
"""Google's own client against the sandbox: calendars, pages, writes, a Meet, sync tokens, errors.

usage: google_client.py URL ACCESS_TOKEN
"""

import sys

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

url, token = sys.argv[1:3]


def service(token):
    # The description of the interface comes with the package; nothing is fetched.
    return build(
        "calendar",
        "v3",
        credentials=Credentials(token=token),
        static_discovery=True,
        client_options={"api_endpoint": f"{url}/calendar/v3/"},
    )


calendar = service(token)
events = calendar.events()


def refused(status, reason, request):
    """Runs a request that has to fail, and checks the client's own exception."""
    try:
        request.execute()
    except HttpError as error:
        assert error.status_code == status, error
        assert error.error_details[0]["reason"] == reason, error.error_details
        return error
    raise AssertionError(f"expected {status}")


# Calendars, page by page, and since a token.
seen, request = [], calendar.calendarList().list(maxResults=2)
while request is not None:
    page = request.execute()
    seen += page["items"]
    request = calendar.calendarList().list_next(request, page)
assert [item["accessRole"] for item in seen] == ["owner", "writer", "reader"], seen
changed = calendar.calendarList().list(syncToken=page["nextSyncToken"]).execute()
assert changed["items"] == [], changed

# Events, page by page.
ids, request = [], events.list(calendarId="primary", singleEvents=True, maxResults=4)
while request is not None:
    page = request.execute()
    assert page["kind"] == "calendar#events", page
    ids += [item["id"] for item in page["items"]]
    request = events.list_next(request, page)
assert len(ids) == len(set(ids)) > 4, ids
mark = page["nextSyncToken"]
ordered = events.list(calendarId="primary", singleEvents=True, orderBy="startTime").execute()
assert len(ordered["items"]) == len(ids), ordered

# Create with a Meet, change, delete.
made = events.insert(
    calendarId="primary",
    conferenceDataVersion=1,
    sendUpdates="none",
    body={
        "id": "0123456789abcdef",
        "summary": "Plan",
        "start": {"dateTime": "2026-12-02T10:00:00+01:00", "timeZone": "Europe/Berlin"},
        "end": {"dateTime": "2026-12-02T11:00:00+01:00", "timeZone": "Europe/Berlin"},
        "attendees": [{"email": "guest@x.example"}],
        "conferenceData": {
            "createRequest": {
                "requestId": "one",
                "conferenceSolutionKey": {"type": "hangoutsMeet"},
            }
        },
    },
).execute()
found = events.get(calendarId="primary", eventId=made["id"]).execute()
assert found["hangoutLink"].startswith("https://meet.google.com/"), found
status = found["conferenceData"]["createRequest"]["status"]["statusCode"]
assert status == "success", found["conferenceData"]
patched = events.patch(
    calendarId="primary", eventId=made["id"], body={"summary": "Plan B"}
).execute()
assert patched["summary"] == "Plan B" and patched["hangoutLink"] == found["hangoutLink"]
bare = events.patch(
    calendarId="primary",
    eventId=made["id"],
    conferenceDataVersion=1,
    body={"conferenceData": None},
).execute()
assert "hangoutLink" not in bare and "conferenceData" not in bare, bare
assert events.delete(calendarId="primary", eventId=made["id"]).execute() == ""

# What has changed since the token.
changed = events.list(calendarId="primary", singleEvents=True, syncToken=mark).execute()
assert [item["id"] for item in changed["items"]] == [made["id"]], changed
assert changed["items"][0]["status"] == "cancelled", changed

# Errors in the client's own type.
refused(404, "notFound", events.get(calendarId="primary", eventId="nothing"))
refused(410, "deleted", events.delete(calendarId="primary", eventId=made["id"]))
refused(410, "fullSyncRequired", events.list(calendarId="primary", syncToken="unknown"))
empty = {"start": {"date": "2026-12-02"}, "end": {"date": "2026-12-02"}}
refused(400, "timeRangeEmpty", events.insert(calendarId="primary", body=empty))
refused(409, "duplicate", events.insert(
    calendarId="primary",
    body={"id": made["id"], "start": made["start"], "end": made["end"]},
))
stale = events.patch(calendarId="primary", eventId=ids[0], body={"colorId": "1"})
stale.headers["If-Match"] = '"0"'
refused(412, "conditionNotMet", stale)
stranger = service("wrong")
refused(404, "notFound", stranger.colors().get())
try:
    stranger.events().list(calendarId="primary").execute()
except Exception as error:
    # The client tries to refresh a token that was refused, and this one has nothing to do it with.
    assert "refresh" in str(error).lower(), error
else:
    raise AssertionError("expected 401")
print("ok")
