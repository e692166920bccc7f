"""Each exporter's documented headers with a row or two made up: told, and its main fields found."""
# ruff: noqa: E501 (lines of exports are as long as they are)

from __future__ import annotations

import pytest

from tests.ingest.exports import checked

FILES = {
    "zoho_leads": (
        "Record Id,Lead Owner,Company,First Name,Last Name,Email,Phone,Lead Source,Lead Status,City,Created Time\n"
        'zcrm_554,Nora Reyes,,Ada,Lovelace,ada@lace.org,2125550147,Advertisement,Lost Lead,Eastmere,"15 Apr, 2026 00:03:00"\n',
        {"lead_id": "zcrm_554", "source": "Advertisement", "lost": True, "area": "Eastmere"},
    ),
    "gohighlevel_contacts": (
        "Contact Id,First Name,Last Name,Phone,Email,Created,Last Activity,Tags,Country,Opportunities\n"
        "a1B2c3,Ada,Lovelace,+12125550147,ada@lace.org,2026-06-08T10:28:39-07:00,Jul 22 2026 02:09 PM,vip,US,\n",
        {
            "lead_id": "a1B2c3",
            "last_activity_at": "2026-07-22 18:09:00+00:00",
            "created_at": "2026-06-08 17:28:39+00:00",
        },
    ),
    "gohighlevel_opportunities": (
        "Opportunity name,Contact Name,phone,email,pipeline,stage,Lead Value,source,assigned,Created on,Updated on,"
        "lost reason ID,lost reason name,Followers,Notes,tags,Engagement score,status\n"
        "Ada eye,Ada Lovelace,+12125550147,ada@lace.org,Eyes,Booked,3900,Facebook,Nora Reyes,2026-09-23T16:54:01.082Z,"
        '2026-09-24T16:54:01.082Z,,Too dear,,"two\nlines",,5,lost\n',
        {"value": 3900.0, "lost": True, "lost_reason": "Too dear", "consult_booked": True},
    ),
    "pipedrive_deals": (
        "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Value,Deal - Owner\n"
        "77,Ada Lovelace,Offer,Won,2026-01-30 15:55:37,2026-02-10 09:00:00,4500,Nora Reyes\n",
        {"lead_id": "77", "procedure_booked_at": "2026-02-10 14:00:00+00:00", "value": 4500.0, "lost": False},
    ),
    "meta_lead_form": (
        "id\tcreated_time\tad_name\tadset_name\tcampaign_id\tcampaign_name\tform_id\tform_name\tis_organic\tplatform\t"
        "full_name\tphone_number\temail\tlead_status\n"
        "l:1203\t2026-09-12T15:05:13+05:30\tA1\tAS\tc:55\tSpring\tf:9\tForm\tfalse\tfb\tAda L\tp:+12125550147\tada@lace.org\t"
        "CREATED\n",
        {"lead_id": "1203", "campaign": "Spring", "campaign_id": "55", "source": "fb", "channel": "form", "ad": "A1"},
    ),
    "meta_leads_center": (
        "Created,Name,Email,Source,Form,Channel,Stage,Owner,Labels,Phone\n"
        '"18/10/2026, 21:35",Ada,ada@lace.org,Paid,Spring form,Email,Intake,Unassigned,,+12125550147\n',
        {"created_at": "2026-10-19 01:35:00+00:00", "campaign": "Spring form", "owner": None, "lost": False},
    ),
    "whatconverts": (
        "All Leads,,,,,\nLead Type,Date,Quotable,Source,Medium,Campaign\nPhone Call,2026-03-01 10:00:00,Yes,google,cpc,9001\n",
        {"channel": "call", "qualified": True, "campaign": "9001", "source": "google"},
    ),
    "twilio": (
        "Call Sid,From,To,Direction,Type,Status,Duration,Date Created,Price\n"
        "CA01,+12125550147,+12125550100,Incoming,Phone,completed,95,2026-03-01T15:00:00Z,null\n",
        {"lead_id": "CA01", "channel": "call", "call_duration_s": 95.0, "reached": True, "call_answered": True},
    ),
    "calendly": (
        "User Name,Invitee Name,Invitee Email,Event Type Name,Start Date & Time,Event Created Date & Time,Canceled,"
        "Marked as No-Show,Invitee UUID\n"
        "Dr. Whitfield,Ada Lovelace,ada@lace.org,LASIK consult,2026-03-03 11:00 am,2026-03-01 09:00 am,false,Yes,u-1\n",
        {
            "procedure": "LASIK consult",
            "doctor": "Dr. Whitfield",
            "consult_attended": False,
            "consult_booked": True,
            "consult_for": "2026-03-03 16:00:00+00:00",
        },
    ),
    "acuity": (
        '"Start Time","End Time","Timezone","First Name","Last Name","Phone","Email","Type","Calendar",'
        '"Appointment Price","Notes","Date Scheduled","Canceled","Appointment ID"\n'
        '"December 2, 2026 9:00 am","December 2, 2026 9:30 am","Europe/London","Ada","L","\'+442079460958","ada@lace.org",'
        '"Consult","Room 2","29.00","","2026-11-25","no-show","5001"\n',
        {"lead_id": "5001", "consult_booked": True, "consult_attended": False, "value": 29.0, "doctor": "Room 2"},
    ),
    "typeform": (
        "#,When?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags\n"
        "tok1,soon,completed,2026-01-23 06:20:00,,2026-01-23 06:27:59,n1,\n",
        {"lead_id": "tok1", "created_at": "2026-01-23 06:27:59+00:00", "channel": "form"},
    ),
    "gravity_forms": (
        "Name (First),Name (Last),Email,Phone,Entry Id,Entry Date,Source Url,User Agent,User IP\n"
        "Ada,Lovelace,ada@lace.org,2125550147,31,2026-03-01 10:00:00,https://x.org/lasik,Mozilla,10.0.0.1\n",
        {"lead_id": "31", "landing_page": "https://x.org/lasik", "channel": "form"},
    ),
    "tiktok_ads": (
        "By Day,Campaign name,Ad name,Website URL (Ad level）,Currency,Cost,CPC (destination),Impressions,Clicks (destination)\n"
        '2026-03-01,Spring,A,x.org,USD,"1,020.50",0.5,"12,000",900\n2026-03-01,Spring,B,x.org,USD,10.00,0.5,100,9\n',
        {"platform": "TikTok Ads", "spend": 1030.5, "impressions": 12100, "clicks": 909, "currency": "USD"},
    ),
    "linkedin_ads": (
        "Campaign Performance Report (in UTC)\nReport Start: April 1, 2026, 12:00 AM\nReport End: April 30, 2026, 12:00 AM\n\n"
        "Start Date (in UTC)\tCampaign Group Name\tCampaign Name\tCampaign ID\tCurrency\tTotal Spent\tImpressions\tClicks\tLeads\n"
        '04/25/2026\tG\tSpring\t9\tUSD\t"1,200.10"\t"9,000"\t40\t3\n',
        {"platform": "LinkedIn Ads", "campaign": "Spring", "spend": 1200.1, "platform_leads": 3.0},
    ),
    "microsoft_ads": (
        '"Report Name: spend"\n"Report Time: 4/1/2026,4/30/2026"\n"Rows: 1"\n\n'
        '"Gregorian date","Account name","Campaign name","Campaign ID","Impressions","Clicks","Spend","Conversions"\n'
        '"4/25/2026","Quillmere","Bing","[8294579]","90","5","12.50","--"\n\n"@2026 Microsoft Corporation. All rights reserved. "\n',
        {"campaign": "Bing", "campaign_id": "8294579", "spend": 12.5, "platform_leads": None},
    ),
    "hubspot_contact_deals": (
        '"Record ID","Deal Name","Deal Stage","Amount","Deal owner","Close Date","Create Date","Associated Contact IDs"\n'
        '"900","Ada eye","Closed Won","4500.0","Nora Reyes","2026-03-20 10:00","2026-03-05 10:00","101;102"\n',
        {"lead_id": "101", "procedure_booked_at": "2026-03-20 14:00:00+00:00", "value": 4500.0, "created_at": None},
    ),
    "kaggle_no_shows": (
        "PatientId,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,Neighbourhood,SMS_received,No-show\n"
        "29872499824296,5642903,F,2016-04-29T18:38:08Z,2016-04-29T00:00:00Z,62,JARDIM,0,Yes\n",
        {
            "lead_id": "5642903",
            "consult_attended": False,
            "consult_booked": True,
            "age_band": "55-64",
            "area": "JARDIM",
        },
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_told_by_its_headers_and_read_without_mapping(name: str) -> None:
    text, expected = FILES[name]
    file = checked(text)
    assert file.profile == name
    assert file.rows.height == 1
    row = file.rows.row(0, named=True)
    found = {
        field: str(row[field]) if field.endswith(("_at", "_for")) and row[field] else row[field] for field in expected
    }
    assert found == expected
    assert file.problems.height == 0
