"""What public documents may be made from: a dossier that holds nothing else.

Every word of a public document comes from the dossier returned here, so what is not
on the list cannot get out: no pupils, no tags, no grades, no reasons, no trips, no
opinions, no experts, no positions.
"""

from __future__ import annotations

from optimizer.case import Case
from optimizer.domain import AllianceType, School
from optimizer.dossier import Contact, Dossier, Material, NoticePeriod
from optimizer.matrix import TravelMatrix
from optimizer.plan import Alliance, Member, Plan


def public_dossier(dossier: Dossier) -> Dossier:
    """Return a dossier of the facts anyone may read.

    These are title, version and notice of the plan; number, name, county, type, start
    and schools of each alliance; name, town, county and type of each school in one;
    office, date, contact and days of the notice.
    """
    plan, mark = dossier.plan, dossier.version
    covered = plan.core_of
    schools = tuple(_school(s) for s in dossier.case.schools if s.school_id in covered)
    ids = tuple(school.school_id for school in schools)
    return Dossier(
        case=Case(schools, TravelMatrix.unknown(ids), (), dossier.case.policy),
        plan=Plan(
            title=plan.title,
            version=plan.version if mark is None else mark.name,
            alliances=[_alliance(alliance) for alliance in plan.alliances],
        ),
        stage=dossier.stage,
        material=_material(dossier.material),
    )


def _school(school: School) -> School:
    return School(
        school_id=school.school_id,
        name=school.name,
        county_code=school.county_code,
        type_code=school.type_code,
        town=school.town,
    )


def _alliance(alliance: Alliance) -> Alliance:
    """Return an alliance without reasons; a form of people's own is 其他."""
    known = alliance.type is None or alliance.type in tuple(AllianceType)
    return Alliance(
        id=alliance.core,
        name=alliance.name,
        county_code=alliance.county_code,
        type=alliance.type if known else AllianceType.OTHER.value,
        demonstrator=alliance.demonstrator,
        start_year=alliance.start_year,
        core=alliance.core,
        members=[
            Member(school_id=m.school_id, start_year=m.start_year)
            for m in alliance.members
        ],
    )


def _material(material: Material) -> Material:
    """Return office, date, contact and days of the notice; no result, no experts."""
    contact, days = material.contact, material.notice
    return Material(
        office=material.office,
        date=material.date,
        contact=Contact(contact.office, contact.address, contact.phone, contact.email),
        notice=None if days is None else NoticePeriod(days.start, days.end),
    )
