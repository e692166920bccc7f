"""Exports as they are downloaded, made up small: headers and formats as documented, rows invented."""

from __future__ import annotations

from dashboard.ingest import Checked, Choices, Reading, check, read
from dashboard.practice import Practice

KEY = b"a secret of the workspace"
NEW_YORK = Practice(time_zone="America/New_York")

HUBSPOT = (
    '"Record ID","First Name","Last Name","Email","Phone Number","Contact owner","Lead Status","Create Date",'
    '"Lifecycle Stage","Lead Source","First outreach date","Original Traffic Source","Next appointment date"\n'
    '"101","Ada","Lovelace","ada@lace.org","(212) 555-0147","Nora Reyes","Connected","2026-03-02 09:15",'
    '"lead","Website","2026-03-02 09:40","Paid Search",""\n'
    '"102","Alan","Turing","alan@bletchley.org","+44 20 7946 0958","Nora Reyes","Unqualified","2026-03-03 18:05",'
    '"lead","Phone","","Direct Traffic",""\n'
    '"103","Grace","Hopper","grace@navy.org","212-555-0199","Leo Park","Open Deal","2026-03-04 11:00",'
    '"customer","Website","2026-03-05 08:00","Paid Search","2026-03-20 10:00"\n'
)
GOOGLE = (
    'Campaign report\n"March 1, 2026 - March 31, 2026"\n'
    "Campaign status,Campaign,Campaign ID,Day,Currency code,Impr.,Cost,Clicks,Conversions\n"
    'Enabled,"LASIK, spring",20417733198,2026-03-01,USD,"1,320",188.29,16,1.89\n'
    'Enabled,"LASIK, spring",20417733198,2026-03-02,USD,980,101.50,9,0.00\n'
    "Paused,Facelift,20417733199,2026-03-01,USD,110,12.00,1, --\n"
    'Total: Campaigns, --, --, --,USD,"2,410",301.79,26,1.89\n'
    'Total: Account,,,,USD,"2,410",301.79,26,1.89\n'
)
META = (
    '"Reporting starts","Reporting ends","Campaign name",Day,Results,"Result indicator",Reach,Impressions,'
    '"Link clicks","Amount spent (EUR)",Ends\n'
    "2026-03-01,2026-03-31,,,9,,,3000,40,70.50,\n"
    "2026-03-01,2026-03-31,Spring,2026-03-01,4,actions:lead,900,1000,15,30.25,Ongoing\n"
    "2026-03-01,2026-03-31,Spring,2026-03-02,5,actions:lead,1500,2000,25,40.25,Ongoing\n"
)
CALLRAIL = (
    "Call Status,Company Name,Number Name,Tracking Number,Name,Phone Number,First-Time Caller,City,Agent Name,Source,"
    "Duration (seconds),Start Time,Campaign,Qualified,Note\n"
    "Answered Call,Harbor,Website,+12125550100,LOVELACE ADA,+12125550147,yes,Eastmere,Nora Reyes,Google Ads,"
    "185,2026-03-02T09:10:00-05:00,LASIK spring,,asked about price\n"
    "Missed Call,Harbor,Website,+12125550100,WIRELESS CALLER,+12125550111,no,Eastmere,,Direct,"
    "0,2026-03-02T19:10:00-05:00,,,\n"
    "Answered Call,Harbor,Billboard,+12125550101,WIRELESS CALLER,+12125550112,yes,Eastmere,Leo Park,Direct,"
    "6,2026-03-03T10:00:00-05:00,,,\n"
)
SALESFORCE = (
    "Lead Source,First Name,Last Name,Email,Phone,Lead Status,Owner Alias,Created Date\n"
    "Web,Ada,Lovelace,ada@lace.org,2125550147,Working - Contacted,nreyes,3/2/2026 9:15 AM\n"
    "Web,Alan,Turing,alan@bletchley.org,2125550188,Closed - Not Converted,nreyes,3/13/2026 4:05 PM\n"
    "Phone Inquiry,Grace,Hopper,grace@navy.org,2125550199,Closed - Converted,lpark,3/4/2026 12:00 PM\n"
    '"Grand Totals (3 records)",,,,,,,\n'
    "\nQuillmere Eye & Face\n"
    "Confidential Information - Do Not Distribute\n"
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
)


def reading(text: str | bytes, choices: Choices | None = None, name: str = "export.csv") -> Reading:
    """What the importer makes of a text."""
    return read(name, text.encode() if isinstance(text, str) else text, choices)


def checked(
    text: str | bytes, choices: Choices | None = None, practice: Practice = NEW_YORK, name: str = "export.csv"
) -> Checked:
    """The rows of a text, in a practice in New York."""
    found = check(reading(text, choices, name), practice, KEY, choices)
    assert found.read == found.rows.height + found.merged + found.rejected + len(found.left_out)
    return found
