"""Words that carry no content of their own, for in-vivo names and for reasons.

The Indonesian list is of spoken language; spaCy's holds content words (ibu, uang is not there but
kerja is) and lacks ga, kalo, aja. Folded forms.
"""

from __future__ import annotations

_INDONESIAN = """
ada adalah agak agar aja akan aku alah anda antara apa apakah apalagi asal atau atas ayo bagai
bagaimana bagi bahkan bahwa baru bang bapak banget begini begitu belum berapa beri biar biasanya
bisa boleh bu buat bukan cuma cuman dah dalam dan dapat dari daripada deh dek demi dengan deng
di dia dik doang dong dulu eh em emang engga enggak entah enya euy ga gak gimana gini gitu
gitulah hah hal hanya harus hehe hmm ia ialah ibu ini itu iya jadi jangan jika jd jg juga kadang
kagak kah kak kakak kalau kalo kami kamu kan kapan karena kata kau kaya kayak kayaknya ke
kemudian kenapa kepada kepala ketika kita kok krn ku kurang lagi lah lain lalu lebih loh lho
maka makanya malah mana mas masa masih mau mbak mbah melainkan memang mengapa mereka meski
meskipun mungkin mulai nah namun nanti nder ndak neng ngga nggak nih nya oh oke oleh om on pada
padahal pak paling para pas pasti pe pernah pertama pokoknya pula pun punya saat saja sama
sampai sampe sana sangat saya se sebab sebagai sebelum sebenarnya sebuah secara sedang sedangkan
sehingga sejak sekali sekarang selain selalu seluruh semua sementara seperti sering serta
sesuatu sesudah setelah setiap siapa sih sini situ soal soalnya suatu sudah supaya tadi tak
tanpa tapi tau te teh terhadap terus tersebut tetap tetapi tiap tidak toh tuh udah udh umum
untuk utk waktu walau walaupun wah ya yaitu yah yaa yang yg yuk tdk dgn sm dlm bgt tp klo kl sdh
blm lg gt jgn dr kpd mah satu dua tiga
""".split()

_ENGLISH = """
a about above after again all almost also am an and any are around as at be because been before
being but by can could did do does doing don't done down each either else etc even ever every
few for from get gets getting go goes going gonna got had has have having he her here hers him
his how i i'd i'll i'm i've if in into is isn't it it's its itself just kind know let like lot
lots made make many may maybe me mean might more most much must my myself no nor not now of off
oh ok okay on one only or other our out over own perhaps probably put quite rather really right
said same say see she should since so some something sort still stuff such sure take than that
that's the their them then there there's these they they're thing things think this those though
through to too two uh um under until up us use very wanna want was way we we're well were what
what's when where which while who why will with without would yeah yes yet you you'd you'll
you're you've your mm mhm hmm mm-hmm actually basically didn't doesn't wasn't can't won't
wouldn't two three
""".split()

_LISTS = {"id": frozenset(_INDONESIAN), "en": frozenset(_ENGLISH)}


def stop_words(language: str) -> frozenset[str]:
    """The list of a language; empty for one that has none here."""
    return _LISTS.get(language, frozenset())


def no_witnesses(language: str) -> frozenset[str]:
    """Words that speak for no code: the language's, or all known ones where it has no list."""
    return _LISTS.get(language) or frozenset().union(*_LISTS.values())
