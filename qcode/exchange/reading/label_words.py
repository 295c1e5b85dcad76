"""Words that tell who speaks in Indonesian and English transcripts, and words that never do."""

from __future__ import annotations

ASKS = frozenset(
    "peneliti pewawancara interviewer moderator mod fasilitator facilitator therapist terapis "
    "counsellor counselor konselor penanya researcher investigator enumerator tanya question "
    "host pemandu interviewers int iv pwc q pertanyaan".split()
)
ANSWERS = frozenset(
    "informan informant responden respondent interviewee participant partisipan peserta "
    "narasumber client klien jawab answer subjek subject patient pasien terwawancara informants "
    "respondents participants res resp inf part jawaban".split()
)
# These also head paragraphs that nobody says, and are speakers only where both occur.
ONLY_IN_PAIRS = {"pertanyaan": "jawaban", "jawaban": "pertanyaan"}
# These are speakers even when they stand once in a text.
UNMISTAKABLE = frozenset(
    "peneliti pewawancara interviewer moderator fasilitator facilitator informan informant "
    "responden respondent interviewee partisipan participant narasumber terwawancara".split()
)
OTHERS = frozenset(
    "observer pengamat notulen penerjemah translator interpreter semua all everyone bersama "
    "unknown unidentified lainnya other others".split()
)
# Others that are no name of their own: the case takes the file's stem before them.
KIN = frozenset(
    "suami istri isteri anak ibu bapak ayah nenek kakek kakak adik menantu mertua tetangga "
    "husband wife mother father son daughter grandmother grandfather neighbour neighbor "
    "speaker pembicara penutur orang person".split()
)
# One letter each, by what it stands for; what P and I stand for depends on the language.
PAIRS = ({"t", "j"}, {"q", "a"}, {"i", "r"}, {"p", "r"}, {"p", "n"}, {"p", "j"})
PAIR_ASKS = {"t", "q"}

NOT_LABELS = frozenset(
    "nama umur usia tanggal tempat lokasi waktu durasi pekerjaan alamat pendidikan agama status "
    "catatan note notes nb ps date time place location duration name age gender occupation "
    "education role address total jumlah kelebihan kekurangan pro pros con cons kontra plus minus "
    "saran kesan pesan positif negatif alasan contoh example examples kesimpulan ringkasan summary "
    "judul title topik topic tema theme http https www telp hp email subject-line re fw fwd "
    "hari jam mulai selesai bahasa language keterangan sumber source "
    "step task figure fig table tabel gambar bab pasal warning misalnya "
    "ya iya tidak nggak oke ok yes no baik hmm mhm".split()
)
FUNCTION_WORDS = frozenset(
    "the a an is are was were so and or but for of to in on at with that this it i'm i've my your "
    "our their what when where why how if then there here as by from because "
    "yang untuk dan atau di ke dari dengan pada itu ini adalah karena kalau jika tapi tetapi saya "
    "kami kita mereka dia kamu anda juga sudah belum tidak ada akan bisa harus".split()
)
INDONESIAN = frozenset(
    "yang dan di ke dari saya tidak ada itu ini untuk dengan ya sudah juga kalau karena bisa kita "
    "kami apa bagaimana berapa mengapa kenapa siapa ibu bapak mbak mas nggak gak enggak belum jadi "
    "sama lebih lagi aja saja pak bu".split()
)
ENGLISH = frozenset(
    "the and of to a in is that it you i was for on are with have this be not but what how they we "
    "so do my at or if from about would could when why who yes no".split()
)
HONORIFICS = frozenset(
    "ibu bu bapak pak mbak mas kak kakak mr mrs ms miss dr prof bang teh ".split()
)
NAME_PARTICLES = frozenset("bin binti van de der den von al el la le da dos di dan".split())
