#!/usr/bin/env python3
"""Microsoft's own client against the sandbox: calendars, pages, writes, Teams, delta, errors.

usage: graph_client.py URL ACCESS_TOKEN
"""

import asyncio
import sys

from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.event import Event
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.online_meeting_provider_type import OnlineMeetingProviderType
from msgraph.generated.users.item.calendar_view.calendar_view_request_builder import (
    CalendarViewRequestBuilder,
)
from msgraph.generated.users.item.calendars.item.calendar_view.delta.delta_request_builder import (
    DeltaRequestBuilder,
)
from msgraph.generated.users.item.events.events_request_builder import EventsRequestBuilder

url, token = sys.argv[1:3]
START, END = "2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z"


class Token(AccessTokenProvider):
    """The sandbox's token, on plain HTTP as well."""

    def __init__(self, token):
        self.token = token

    async def get_authorization_token(self, uri, additional_authentication_context={}):
        return self.token

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator([])


def graph(token):
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Token(token)))
    adapter.base_url = f"{url}/v1.0"
    return GraphServiceClient(request_adapter=adapter)


async def refused(status, code, call):
    """Awaits a call that has to fail, and checks the client's own exception."""
    try:
        await call
    except ODataError as error:
        assert error.response_status_code == status, error
        assert error.error.code == code, error.error
        assert error.error.inner_error.request_id, error.error
        return
    raise AssertionError(f"expected {status}")


def moment(hour):
    return DateTimeTimeZone(date_time=f"2026-12-02T{hour}:00:00", time_zone="Europe/Berlin")


async def main():
    me = graph(token).me
    calendars = (await me.calendars.get()).value
    default = [calendar for calendar in calendars if calendar.is_default_calendar]
    assert len(default) == 1 and default[0].can_edit, calendars
    assert (await me.calendar.get()).id == default[0].id

    # A view, page by page.
    query = CalendarViewRequestBuilder.CalendarViewRequestBuilderGetQueryParameters(
        start_date_time=START, end_date_time=END, top=4
    )
    page = await me.calendar_view.get(RequestConfiguration(query_parameters=query))
    seen = [event.id for event in page.value]
    while page.odata_next_link:
        page = await me.calendar_view.with_url(page.odata_next_link).get()
        seen += [event.id for event in page.value]
    assert len(seen) == len(set(seen)) > 4, seen

    # Changes: to the end of the first round.
    delta = me.calendars.by_calendar_id(default[0].id).calendar_view.delta
    query = DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters(
        start_date_time=START, end_date_time=END
    )

    async def round(page):
        items = list(page.value)
        while page.odata_next_link:
            page = await delta.with_url(page.odata_next_link).get()
            items += page.value
        return items, page.odata_delta_link

    first, link = await round(await delta.get(RequestConfiguration(query_parameters=query)))
    bare = [event for event in first if event.type == "occurrence"]
    assert bare and all(event.subject is None for event in bare), bare

    # Create with Teams, change, take the meeting off with its text.
    made = await me.events.post(
        Event(
            subject="Plan",
            body=ItemBody(content_type=BodyType.Html, content="<p>Own</p>"),
            start=moment(10),
            end=moment(11),
            is_online_meeting=True,
            online_meeting_provider=OnlineMeetingProviderType.TeamsForBusiness,
        )
    )
    event = me.events.by_event_id(made.id)
    found = await event.get()
    join = found.online_meeting.join_url
    assert found.is_online_meeting and join.startswith("https://teams."), found.online_meeting
    renamed = await event.patch(Event(subject="Plan B"))
    assert renamed.subject == "Plan B" and renamed.online_meeting.join_url == join
    words = ItemBody(content_type=BodyType.Text, content="Words")
    assert (await event.patch(Event(body=words))).is_online_meeting is False

    changed, link = await round(await delta.with_url(link).get())
    assert [item.id for item in changed] == [made.id], changed
    await event.delete()
    gone, link = await round(await delta.with_url(link).get())
    assert [item.id for item in gone] == [made.id], gone
    assert gone[0].additional_data["@removed"], gone[0].additional_data

    # Errors in the client's own type.
    await refused(404, "ErrorItemNotFound", event.get())
    await refused(404, "ResourceNotFound", me.mail_folders.get())
    late = Event(subject="x", start=moment(12), end=moment(11))
    await refused(400, "ErrorCalendarEndDateIsEarlierThanStartDate", me.events.post(late))
    await refused(401, "InvalidAuthenticationToken", graph("wrong").me.calendars.get())
    print("ok")


asyncio.run(main())
