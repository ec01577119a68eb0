"""A child process that puts several tagged PDFs after each other and ends: `pdf_join OUT PART …`.

No library carries the marks that a screen reader needs from several files into one in little memory. So what
typst has made is copied object by object, each with a new number; only what holds a file together is made
anew: the catalogue, the list of pages, and the tree of marks (ISO 32000-1, 7.5 and 14.7).
"""

import sys
from io import BufferedWriter

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

CATALOGUE, PAGES, MARKS = 1, 2, 3
# Where a page or an annotation says which entry in the tree of marks is its own.
KEYS = ["/StructParents", "/StructParent"]
# Made anew, or of one part only.
NOT_KEPT = {"/Pages", "/StructTreeRoot", "/Outlines"}


def join(out: str, parts: list[str]) -> None:
    with open(out, "wb") as file:
        whole = Whole(file)
        for part in parts:
            whole.add(PdfReader(part))
        whole.close()


class Whole:
    """The file that is written. Of a part nothing is held but the numbers of its pages and marks."""

    def __init__(self, file: BufferedWriter) -> None:
        self.file = file
        self.places: dict[int, int] = {}
        self.last = MARKS
        self.pages, self.elements, self.owners = ArrayObject(), ArrayObject(), ArrayObject()
        self.next_key = 0
        # Of the first part.
        self.catalogue, self.marks, self.trailer = made(), made(), made()
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, part: PdfReader) -> None:
        copy = Copy(part, behind=self.last)
        root, marks = part.trailer["/Root"], part.trailer["/Root"]["/StructTreeRoot"]
        self.pages += copy.of(root["/Pages"].raw_get("/Kids"))
        elements = copy.of(as_array(marks.raw_get("/K")))
        self.elements += elements
        for place, owner in enumerate(list.__iter__(marks["/ParentTree"]["/Nums"])):
            is_key = place % 2 == 0
            self.owners.append(NumberObject(owner + self.next_key) if is_key else copy.of(owner))
        if not self.catalogue:
            kept = {name: root.raw_get(name) for name in root if name not in NOT_KEPT}
            self.catalogue = copy.of(DictionaryObject(kept))
            self.marks = copy.of(made(RoleMap=marks.raw_get("/RoleMap")))
            named = {name: part.trailer.raw_get(f"/{name}") for name in ("Info", "ID")}
            self.trailer = copy.of(made(**named))
        language = {element.idnum: root["/Lang"] for element in elements}
        for number, thing in copy.things():
            for key in KEYS:
                if isinstance(thing, DictionaryObject) and key in thing:
                    thing[NameObject(key)] = NumberObject(thing[key] + self.next_key)
            if number in language:
                thing[NameObject("/Lang")] = TextStringObject(language[number])
            self.write(number, thing)
        self.last += part.trailer["/Size"] - 1
        self.next_key += marks["/ParentTreeNextKey"]

    def write(self, number: int, thing: PdfObject) -> None:
        self.places[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n" % number)
        thing.write_to_stream(self.file)
        self.file.write(b"\nendobj\n")

    def close(self) -> None:
        self.write(
            PAGES,
            made(Type=NameObject("/Pages"), Kids=self.pages, Count=NumberObject(len(self.pages))),
        )
        self.marks |= made(
            Type=NameObject("/StructTreeRoot"),
            K=self.elements,
            ParentTree=made(Nums=self.owners),
            ParentTreeNextKey=NumberObject(self.next_key),
        )
        self.write(MARKS, self.marks)
        self.catalogue |= made(Pages=reference(PAGES), StructTreeRoot=reference(MARKS))
        self.write(CATALOGUE, self.catalogue)
        begins = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            place = self.places.get(number)
            line = b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
            self.file.write(line)
        self.trailer |= made(Size=NumberObject(self.last + 1), Root=reference(CATALOGUE))
        self.file.write(b"trailer\n")
        self.trailer.write_to_stream(self.file)
        self.file.write(b"\nstartxref\n%d\n%%%%EOF\n" % begins)


class Copy:
    """The objects of a part, with numbers behind those that are written already."""

    def __init__(self, part: PdfReader, *, behind: int) -> None:
        self.part, self.behind = part, behind
        root = part.trailer["/Root"]
        self.anew = {
            part.trailer.raw_get("/Root").idnum: CATALOGUE,
            root.raw_get("/Pages").idnum: PAGES,
            root.raw_get("/StructTreeRoot").idnum: MARKS,
        }

    def things(self):
        for number in range(1, self.part.trailer["/Size"]):
            thing = self.part.get_object(number)
            # What has been read is kept otherwise, till the end.
            self.part.resolved_objects.clear()
            if number not in self.anew and thing is not None:
                yield number + self.behind, self.of(thing)

    def number(self, reference: IndirectObject) -> int:
        return self.anew.get(reference.idnum, reference.idnum + self.behind)

    def of(self, thing: PdfObject) -> PdfObject:
        """With the new numbers in all that it refers to."""
        if isinstance(thing, IndirectObject):
            return reference(self.number(thing))
        if isinstance(thing, ArrayObject):
            return ArrayObject(map(self.of, list.__iter__(thing)))
        if isinstance(thing, DictionaryObject):
            for name in thing:
                thing[NameObject(name)] = self.of(thing.raw_get(name))
        return thing


def as_array(thing: PdfObject) -> ArrayObject:
    return thing if isinstance(thing, ArrayObject) else ArrayObject([thing])


def made(**words: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): thing for name, thing in words.items()})


def reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


if __name__ == "__main__":
    join(sys.argv[1], sys.argv[2:])
