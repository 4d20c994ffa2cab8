"""A scenario in which every text and every name would steer Markdown if it were not taken as text."""

from __future__ import annotations

HOSTILE = (
    "x</li><script>alert(1)</script> *b* _i_ `c` [l](http://evil.example) ![p](q) @team #12 | \u202e ~~s~~ $m$ <!--"
)


def hostile() -> str:
    quoted = '"' + HOSTILE.replace("\\", "\\\\") + '"'
    return (
        f"title: {quoted}\ncontent note: {quoted}\nintensity: low\n"
        f"people:\n  {quoted}: {{role: subject}}\n  noor: {{}}\n"
        f"data:\n  picture: {{about: {quoted}, medium: video, live: yes, consent: {{noor: see}}}}\n"
        f'flows:\n  ? {quoted[:-1]} -> noor"\n  : picture\n'
        f"accepted:\n  - {{finding: recording/noor/picture, because: {quoted}, by: {quoted}, until: 2030-01-01}}\n"
    )
