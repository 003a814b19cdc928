"""Saved e-mail: what was written, by whom and when; quoted replies and signatures are labelled, attachments read."""

from email.message import EmailMessage

import pytest

from extract.article import article_from
from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.mail_text import unflowed, zones
from extract.readers.options import Options
from tests.readers.papers import column, pdf

QUOTE = "“Nobody told us,” said Ada Brack, who runs the harbour of Wexel."
RELEASE = f"The harbour of Wexel stays shut until spring.\n\n{QUOTE}\n\nThe town counts 1,200 ships.\n"


def letter(text: str = RELEASE, **heads: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = heads.pop("sender", "Bo Lind <press@board.example>")
    message["Subject"] = heads.pop("subject", "Fwd: Harbour is shut until spring")
    message["Date"] = "Sun, 03 May 2026 10:00:00 +0200"
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def read(message: EmailMessage | bytes, name: str = "a.eml") -> tuple[list[Document], list[Failure]]:
    found = list(read_bytes(name, message if isinstance(message, bytes) else message.as_bytes()))
    documents = [thing for thing in found if isinstance(thing, Document)]
    return documents, [thing for thing in found if isinstance(thing, Failure)]


def test_a_letter_says_who_sent_it_when_and_about_what() -> None:
    data = letter().as_bytes()
    (document,), failures = read(data)
    told = document.metadata
    assert (told.title, told.author, told.outlet) == ("Harbour is shut until spring", "Bo Lind", None)
    assert told.published_at == "2026-05-03T10:00:00+02:00"
    assert (document.content, document.original, failures) == (RELEASE.strip(), data, [])
    assert article_from(document).title == "Harbour is shut until spring"


def test_a_newsletter_is_of_its_outlet_and_not_of_an_author() -> None:
    (document,), _ = read(
        letter(sender="The Wexel Ledger <news@ledger.example>", List_Unsubscribe="<https://l.example>")
    )
    assert (document.metadata.outlet, document.metadata.author) == ("The Wexel Ledger", None)


def test_the_outlet_that_a_person_names_is_that_of_letters_that_name_none() -> None:
    asked = Options(outlet="Quay Times")
    for heads, outlet in (({"List_Id": "<news.ledger.example>"}, "Bo Lind"), ({}, "Quay Times")):
        (document,) = read_bytes("a.eml", letter(**heads).as_bytes(), asked)
        assert isinstance(document, Document)
        assert document.metadata.outlet == outlet


@pytest.mark.parametrize(
    "other",
    [
        "-- \nBo Lind\nPress office, +44 20 7946 0000",
        "On Sat, 2 May 2026, Zoé Brûlé <z@phare.example> wrote:\n> Is the harbour open?\n>\n>> It was.",
        "Le sam. 2 mai 2026 à 09:12, Zoé Brûlé\n<z@phare.example> a écrit :\n\n> Le port est-il ouvert ?",
        "________________________________\nFrom: Zoé Brûlé\nSent: Saturday\nTo: Bo Lind\nSubject: Port\n\nIs it so?",
        "-----Message d'origine-----\nDe : Zoé Brûlé\nEnvoyé : samedi\nÀ : Bo Lind\n\nLe port est-il ouvert ?",
    ],
)
def test_quoted_replies_and_signatures_are_labelled_and_not_cut(other: str) -> None:
    (document,), _ = read(letter(f"{RELEASE}\n{other}\n"))
    assert other.split("\n")[-1] in document.content
    body, chrome = document.metadata.zones
    assert (body.kind, chrome.kind) == ("body", "chrome")
    assert body.span.of(document.content).strip() == RELEASE.strip()
    assert chrome.span.of(document.content).strip() == other


def test_answers_between_quoted_lines_are_the_senders_own() -> None:
    text = f"Zoé Brûlé wrote:\n> Is the harbour open?\n\nNo.\n\n> Who said so?\n\n{QUOTE}\n"
    kinds = [(zone.kind, zone.span.of(text).strip()) for zone in zones(text)]
    assert [words for kind, words in kinds if kind == "body"] == ["No.", QUOTE]


def test_a_letter_of_quoted_lines_alone_is_left_to_what_it_looks_like() -> None:
    assert zones("> The harbour is shut.\n> It stays so.") == ()


def test_flowed_lines_are_put_together_by_their_depth() -> None:
    text = "The harbour \nof Wexel is \nshut.\n\n> Is it \n> open?\n>> No.\n \nEnd.\n-- \nBo"
    assert unflowed(text) == "The harbour of Wexel is shut.\n\n> Is it open?\n>> No.\n\nEnd.\n-- \nBo"
    message = letter()
    message.replace_header("Content-Type", "text/plain; charset=utf-8; format=flowed")
    message.set_payload(b"The harbour of \r\nWexel is shut.\r\n")
    assert read(message)[0][0].content == "The harbour of Wexel is shut."


def test_a_page_is_read_where_the_plain_text_only_points_to_it() -> None:
    message = letter("See this message in your browser.")
    body = f"<p>{QUOTE}</p><p>The town of Wexel counts 1,200 ships, more than it ever did before the war.</p>" * 3
    message.add_alternative(f"<html><body><article><h1>Shut</h1>{body}</article></body></html>", subtype="html")
    (document,), _ = read(message)
    assert QUOTE in document.content
    assert document.metadata.author == "Bo Lind"
    both = letter(RELEASE)
    both.add_alternative(f"<html><body><p>{QUOTE}</p></body></html>", subtype="html")
    assert read(both)[0][0].content == RELEASE.strip()


def test_attachments_are_documents_of_their_own() -> None:
    message = letter()
    paper = pdf(column(60, 740, ["The harbour of Wexel is shut, said Ada Brack of the board."]))
    message.add_attachment(paper, maintype="application", subtype="pdf", filename="../kit/release.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(letter("An older letter of the board.\n", subject="Old"))
    documents, failures = read(message)
    assert [document.uri for document in documents] == ["a.eml", "a.eml!/release.pdf", "a.eml!/3.eml"]
    assert documents[2].metadata.title == "Old"
    assert failures == []


def test_an_attachment_that_cannot_be_read_costs_no_other() -> None:
    message = letter("")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="bad.pdf")
    message.add_attachment(RELEASE, filename="good.txt")
    documents, failures = read(message)
    assert [document.uri for document in documents] == ["a.eml!/good.txt"]
    assert [failure.uri for failure in failures] == ["a.eml!/bad.pdf"]


def test_letters_in_letters_end_somewhere() -> None:
    message = letter("The innermost.")
    for number in range(6):
        outer = letter(f"Number {number}.")
        outer.add_attachment(message)
        message = outer
    documents, failures = read(message)
    assert len(documents) == 4
    assert "3 archives" in failures[0].cause


def test_a_mailbox_gives_its_letters_one_by_one() -> None:
    letters = [letter(f"Letter {number}.\n\nFrom Wexel.\n") for number in range(3)]
    data = b"".join(
        b"From bo@board.example Sun May  3 10:00:00 2026\n" + one.as_bytes(unixfrom=False) + b"\n" for one in letters
    )
    documents, failures = read(data.replace(b"\nFrom Wexel", b"\n>From Wexel"), "box.mbox")
    assert [document.uri for document in documents] == ["box.mbox#1", "box.mbox#2", "box.mbox#3"]
    assert documents[0].content == "Letter 0.\n\nFrom Wexel."
    assert failures == []


def test_an_encrypted_an_empty_and_no_letter_are_one_line_each() -> None:
    locked = letter()
    locked.replace_header("Content-Type", "application/pkcs7-mime; smime-type=enveloped-data")
    assert "encrypted" in read(locked)[1][0].cause
    assert "no text" in read(letter(""))[1][0].cause
    for data in (b"", b"Only words.\n", b"\x00" * 100):
        assert len(read(data)[1]) == 1


@pytest.mark.parametrize(
    "head", [b"From: =?utf-8?q?=FF?= <", b"Date: 99 Foo 0000", b"Subject: =?x?b?!!?=", b"From: " + b"(" * 5000]
)
def test_malformed_heads_cost_no_text(head: bytes) -> None:
    (document,), _ = read(head + b"\nMessage-ID: <a@b>\nSubject: Harbour\n\n" + RELEASE.encode())
    assert document.content == RELEASE.strip()


def test_a_letter_of_another_encoding_than_it_says_is_read() -> None:
    head = b"From: Zo <z@phare.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    (document,), _ = read(head + "« L’été à Wexel a été long », a dit Zoé.\n".encode("cp1252"))
    assert document.content == "« L’été à Wexel a été long », a dit Zoé."


def test_what_a_reply_says_itself_is_zoned_like_other_text() -> None:
    own = f"{RELEASE.strip()}\n\nFor more information contact: Bo Lind, +44 20 7946 0000\n"
    (document,), _ = read(letter(f"{own}\nOn Sunday Ada Brack wrote:\n> When will the harbour open?\n> Ada\n"))
    article = article_from(document)
    body = "".join(span.of(article.text) for span in article.body)
    assert RELEASE.strip().splitlines()[-1] in body
    assert "7946" not in body
    assert "When will" not in body
