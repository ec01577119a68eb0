"""A source of the guide, small, as files."""

ABOUT = """---
titel: Ta plats
ingress: Två träffar.
läsare: föreningar
---
## Så gör ni

Ni ses.
"""
CHAPTER = """---
ordning: 1
titel: Vad är kultur?
ingress: Om ett ord.
---
# läs stort-ord: Ett stort ord

Först [[samrådet]], sedan [[samråd]] igen.

# samtal samtalet: Samtal

# fråga finns-har: Vad finns här?
mål: delaktighet, kulturarv
plandel: förutsättningar

Börja med [[region]].

# ledarstöd stod: Till ledaren

Räkna till tio.
"""
COMING = """---
ordning: 2
titel: En ny modell
---
"""
GLOSSARY = """# ord samrad: samråd
former: samrådet, samråden
Att lyssna innan man bestämmer.

# ord region: region
Styr i länet.
"""
FILES = {
    "sv/studiehandledning/om.md": ABOUT,
    "sv/studiehandledning/traff-1.md": CHAPTER,
    "sv/studiehandledning/traff-2.md": COMING,
    "sv/ordlista.md": GLOSSARY,
}


def write(folder, **changed):
    """The files, some of them otherwise; a name is a path with __ for / and without .md."""
    files = FILES | {f"{name.replace('__', '/')}.md": text for name, text in changed.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def chapter(folder, text=CHAPTER):
    return write(folder, **{"sv__studiehandledning__traff-1": text})
