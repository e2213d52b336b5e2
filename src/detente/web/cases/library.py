"""The library: what there is, and how a case gets in and out."""

from base64 import b64encode
from dataclasses import replace
from pathlib import PurePath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from detente.casefile import bundled_titles, starter_text
from detente.casefile.limits import MOST_BYTES
from detente.casefile.source import decoded
from detente.errors import CaseError
from detente.web.audit.models import Entry
from detente.web.cases.access import open_case, own_case
from detente.web.cases.forms import PasteForm, UploadForm
from detente.web.cases.models import Role, Share, Version
from detente.web.cases.saving import new_case, tell
from detente.web.jobs.asking import ask
from detente.web.pages.language import words
from detente.web.work.answering import problem_data
from detente.web.work.question import Question

PROGRAMS = (".gmcr", ".nfg", ".csv", ".xlsx")
"""Endings of files of other programs, and of tables."""
_PATIENCE = 30.0
"""Seconds for reading one: it waits for a free process."""
_MOST_WARNINGS = 20
_A_PAGE = 200
_WRONG = 400


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Show one's own cases, those shared with one, and the bundled ones."""
    sought = request.GET.get("q", "").strip()[:100]
    language = words(request).language
    shares = found_in(Share.objects.filter(user=request.user), sought)
    own = [
        {
            "key": share.case.key,
            "title": (share.case.title_ru if language == "ru" else "")
            or share.case.title,
            "changed": share.case.changed,
            "number": share.case.number,
            "owned": share.role == Role.OWNER,
            "sound": share.sound,
            "line": share.line,
        }
        for share in with_newest(shares).order_by("-case__changed")[:_A_PAGE]
    ]
    bundled = [
        (name, title.get(language))
        for name, title in bundled_titles()
        if sought.casefold() in f"{name} {title.get(language)}".casefold()
    ]
    page = {"own": own, "bundled": bundled, "sought": sought, "here": "library"}
    part = "cases/list.html" if request.htmx else "cases/library.html"
    return render(request, part, page)


def found_in(shares: QuerySet[Share], sought: str) -> QuerySet[Share]:
    """Give the shares whose case has some words in its title."""
    shares = shares.select_related("case")
    if not sought:
        return shares
    in_english = Q(case__title__icontains=sought)
    return shares.filter(in_english | Q(case__title_ru__icontains=sought))


def with_newest(shares: QuerySet[Share]) -> QuerySet[Share]:
    """Say of each share whether the newest version is a case, and where it is not."""
    number = OuterRef("case__number")
    newest = Version.objects.filter(case=OuterRef("case"), number=number)
    sound, line = (Subquery(newest.values(each)[:1]) for each in ("sound", "line"))
    return shares.annotate(sound=sound, line=line)


@require_GET
def add(request: HttpRequest) -> HttpResponse:
    """Ask how a new case begins."""
    return render(request, "cases/add.html", {})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a case from the example that a new file begins with."""
    text = starter_text(words(request).language)
    return _put(request, text, "cases:text")


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Take a text in."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/add.html", {"paste": form}, status=_WRONG)
    return _put(request, _lines(form.cleaned_data["text"]))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "cases/add.html", {"upload": form}, status=_WRONG)
    file = form.cleaned_data["file"]
    if PurePath(file.name).suffix.lower() in PROGRAMS:
        return _import(request, form, file)
    try:
        text = decoded(file.read(MOST_BYTES + 1), file.name)
    except CaseError as error:
        spoken = words(request)
        wrong = [problem_data(each, spoken) for each in error.problems]
        page = {"upload": form, "wrong": wrong, "named": file.name}
        return render(request, "cases/add.html", page, status=_WRONG)
    return _put(request, _lines(text), named=str(file.name))


def _import(request: HttpRequest, form: UploadForm, file: UploadedFile) -> HttpResponse:
    """Take in what another program wrote; what is wrong with it is told row by row."""
    raw = b64encode(file.read(MOST_BYTES + 1)).decode()
    given = {"name": str(file.name), "raw": raw}
    question = Question("imported", "", words(request).language, given)
    job = ask(question, request.user, _PATIENCE)
    answer = job.answer or {}
    if "text" not in answer:
        page = {"upload": form, "imported": job, "named": file.name}
        return render(request, "cases/add.html", page, status=_WRONG)
    for each in answer["warnings"][:_MOST_WARNINGS]:
        messages.warning(request, each)
    return _put(request, str(answer["text"]), named=str(file.name))


@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Make a case of one's own of one that may be read."""
    opened = open_case(request.user, key)
    told = tell(opened.text, request.user, words(request).language)
    case = new_case(request.user, opened.text, told, copied_from=opened.title[:120])
    Entry.write(request, "case copied", case.key, key)
    return redirect("cases:case", key=case.key)


@require_GET
def download(request: HttpRequest, key: str) -> HttpResponse:
    """Give the text as a file."""
    opened = open_case(request.user, key)
    response = HttpResponse(opened.text, content_type="application/yaml; charset=utf-8")
    name = opened.key if opened.case is None else f"case-{opened.number}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@require_POST
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a case with all its versions."""
    case, _ = own_case(request.user, key, Role.OWNER)
    title = case.title
    Entry.write(request, "case deleted", case.key, title)
    case.delete()
    messages.info(request, words(request).say("Deleted: {title}", title=title))
    return redirect("cases:library")


def _put(
    request: HttpRequest, text: str, page: str = "cases:case", named: str = ""
) -> HttpResponse:
    """Take a text in; one that does not say what it is called goes by its file."""
    told = tell(text, request.user, words(request).language)
    if not told.title:
        told = replace(told, title=PurePath(named).name[:300])
    case = new_case(request.user, text, told)
    Entry.write(request, "case added", case.key, case.title)
    return redirect(page, key=case.key)


def _lines(text: str) -> str:
    """Give a text its ends of lines as files have them; forms send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
