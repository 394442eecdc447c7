"""Word lists: English verbs and their neighbours, by which instructions and passive sentences are
known.
"""

from __future__ import annotations


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Verbs that handouts begin their advice with.
ACTIONS = _word_set(
    """
    add apply arrange ask attach avoid bathe begin bend boil breathe bring brush buy call carry
    change check choose clean click close come complete consider contact continue cook count cover
    cut discuss do drain draw drink drive dry eat email empty enter exercise explain fill find
    finish fold follow get give go help hold inform inhale insert join keep know learn leave let
    lie lift limit listen look lower make mark measure meet mix move note notice open pack pick
    place plan pour practice practise prepare press print pull push put raise reach read relax
    remember remove repeat replace report rest return rinse roll save schedule see set shake show
    sign sit skip sleep slide slow soak speak spray squeeze stand start stay step stop store
    stretch swallow take talk tell text think throw touch try turn unfold use visit wait walk warm
    wash watch wear weigh wipe work wrap write
    """
)
#: Those that are as often nouns: they are verbs only before one of `AFTER_A_VERB`.
NOUNS_TOO = _word_set(
    """
    call change contact cover email exercise help look note plan practice practise report rest set
    sign sleep step talk text touch work
    """
)
#: What may follow a verb in an instruction, and seldom a noun.
AFTER_A_VERB = _word_set(
    """
    911 988 a about after all an and any as at away back before both by down each early every for
    from gently her here his how if in into it less me more my no now off often on one only or our
    out over slowly some that the their them there these this those three to today two under until
    up us well what when where whether with your yourself
    """
)
#: Participles of irregular verbs.
PARTICIPLES = _word_set(
    """
    beaten begun bitten blown born bought bound broken brought built burnt caught chosen cut dealt
    done drawn driven drunk eaten fed felt forbidden forgotten found frozen given grown heard held
    hidden hurt kept known laid led left lost made meant met paid put read said seen sent set
    shown shut sold spent spoken stolen sung taken taught thought thrown told understood won worn
    written
    """
)
#: What looks like a participle and says how somebody or something is.
STATES = _word_set(
    """
    advanced agreed alarmed allowed ashamed based bed blood bored breed committed complicated
    concerned confused connected convinced crowded dedicated depressed detached determined
    disabled disappointed divorced embarrassed excited exhausted experienced frightened hundred
    indeed interested involved limited located married mixed needed opposed pleased prepared
    qualified related relaxed relieved retired sacred satisfied scared seed shocked skilled
    stressed supposed surprised tired unexpected united unwanted used worried
    """
)
#: What may stand between “is” and a participle.
BETWEEN = _word_set(
    """
    all already also both even just more most never not now often only so still then well
    """
)
