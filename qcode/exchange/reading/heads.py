"""What a column of a table of talk holds, told by the words at its head."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.exchange.reading.found import clean_label
from qcode.exchange.reading.label_words import ANSWERS, ASKS, HONORIFICS, KIN
from qcode.exchange.reading.labels import base_word, is_known, is_label_shape, is_numbered

SPEAKER = frozenset(
    "speaker pembicara interlocutor label penutur who nama name speaker_name pelaku aktor".split()
)
TEXT = frozenset(
    "text|teks|utterance|utterance_text|ujaran|isi|words|turn|content|"
    "message|ucapan|kalimat|perkataan|uraian|dialog".split("|")
)
TIME = frozenset("time|waktu|timestamp|start|start time|start_time|mulai|jam".split("|"))

NUMBER, WHEN, WHO, WORDS, TALK = "number", "time", "who", "words", "talk"
QUESTION, ANSWER, PERSON, REMARK = "question", "answer", "person", "remark"

_LONGEST, _SHORT = 5, 3
_NUMBER = frozenset("no nomor number nr # baris line urut urutan num".split())
_WHEN = TIME | frozenset("menit pukul durasi timestamps minutes minute".split())
_WHO = SPEAKER | frozenset("actor tokoh subjek subyek inisial initials".split())
_WORDS = TEXT | {"deskripsi"}
_TALK = frozenset(
    "verbatim transkrip transkripsi transcript transcription percakapan dialog dialogue wawancara "
    "interview talk".split()
)
_QUESTION = frozenset("pertanyaan question questions ditanyakan tanya soal pertanyaannya".split())
_ANSWER = frozenset(
    "jawaban answer answers jawab respon respons response responses tanggapan dijawab reply "
    "replies jawabannya".split()
)
_REMARK = frozenset(
    "kode koding coding code codes pengodean pengkodean tema subtema theme themes subtheme "
    "kategori category categories makna meaning interpretasi interpretation analisis analysis "
    "reduksi pemadatan fakta konsep concept keterangan ket catatan notes note memo komentar "
    "comment comments kesimpulan refleksi reflection observasi observation ekspresi gestur remarks "
    "aspek aspect indikator indicator variabel dimensi fokus focus topik topic unsur "
    "komponen".split()
)
_ENGLISH = frozenset(
    "question questions answer answers response responses reply speaker text transcript time "
    "number code codes theme utterance interviewer interviewee participant".split()
)


def column_kind(head: str) -> str:
    """What stands below this head; empty when it does not tell.

    `talk` is certain to be what was said, `words` may be any text (Uraian), `person` is somebody
    whose name or whose words stand below. A head that says several things is none but talk.
    """
    plain = " ".join(head.casefold().replace("_", " ").split()).strip(" .:()")
    words = [w.strip("().:,") for w in plain.replace("/", " ").split()]
    if not words or len(words) > _LONGEST:
        return ""
    asks, answers = bool(_QUESTION & set(words)), bool(_ANSWER & set(words))
    found = [
        (asks and answers, TALK),
        (words[0] == "hasil" and "wawancara" in words, ANSWER),
        (words[0] in _REMARK or plain in _REMARK, REMARK),
        (asks, QUESTION),
        (answers, ANSWER),
        (plain in _WHO or words[0] in {"pelaku", "pembicara", "speaker"}, WHO),
        (plain in _NUMBER or words[0] in {"no", "nomor"}, NUMBER),
        (plain in _WHEN or words[0] in {"waktu", "time"}, WHEN),
        (bool(_TALK & set(words)) and len(words) <= _SHORT, TALK),
        (plain in _WORDS, WORDS),
        (is_known(head.strip()) and len(plain) > 1, PERSON),
    ]
    return next((kind for fits, kind in found if fits), "")


def labels_of(heads: Sequence[str], kinds: Sequence[str]) -> dict[int, str]:
    """A label for each column of questions, of answers or of a person's words, all different."""
    found: dict[int, str] = {}
    for column, (head, kind) in enumerate(zip(heads, kinds, strict=True)):
        if kind in {QUESTION, ANSWER, PERSON}:
            label = plain = clean_label(label_below(head, kind), "I")
            count = 1
            while label in found.values():
                count += 1
                label = f"{plain} {count}"
            found[column] = label
    return found


def asks_below(kind: str, label: str) -> bool:
    """Whether the interviewer's words stand in a column of this kind and label."""
    return kind == QUESTION or (kind == PERSON and base_word(label) in ASKS)


def label_below(head: str, kind: str) -> str:
    """The label of the words below a head: the person that it names, else P and I, or Q and A."""
    if kind == PERSON:
        return " ".join(head.split()).rstrip(": ")
    common = _QUESTION | _ANSWER | {"hasil", "wawancara", "daftar", "dari", "of", "the", "butir"}
    rest = [w for w in head.split() if w.casefold().strip("().:,") not in common]
    name = " ".join(rest).strip(" ():.")
    if name and is_label_shape(name) and _names(name, kind):
        return name
    if set(head.casefold().split()) & _ENGLISH:
        return "Q" if kind == QUESTION else "A"
    return "P" if kind == QUESTION else "I"


def _names(name: str, kind: str) -> bool:
    """Whether a head names who speaks below it, as in `Jawaban Ibu Siti`."""
    words = {w.casefold().strip(".,") for w in name.split()}
    if kind == QUESTION:
        return bool(words & ASKS)
    titled = words & (ANSWERS | HONORIFICS | KIN) and name[0].isupper()
    return bool(titled) or is_numbered(name) or (name.isupper() and len(name) <= _SHORT + 1)
