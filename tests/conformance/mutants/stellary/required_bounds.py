"""Bounds of texts and lists that are off by one."""

from __future__ import annotations

from .bending import Bent, bend
from .registry import mutant


@mutant("required", "092", aim="A title of 501 characters is taken.")
class Title501(Bent):
    bends = bend("card.title", "card_patch.title", high=501)


@mutant("required", "092", aim="A title of 500 characters is refused.")
class Title499(Bent):
    bends = bend("card.title", "card_patch.title", high=499)


@mutant("required", "092", aim="An empty title is taken.")
class TitleEmpty(Bent):
    bends = bend("card.title", "card_patch.title", low=0)


@mutant("required", "092", aim="A title of one character is refused.")
class TitleTwo(Bent):
    bends = bend("card.title", "card_patch.title", low=2)


@mutant("required", "093", aim="A description of 5001 characters is taken.")
class Description5001(Bent):
    bends = bend("card.description", "card_patch.description", high=5001)


@mutant("required", "093", aim="A description of 5000 characters is refused.")
class Description4999(Bent):
    bends = bend("card.description", "card_patch.description", high=4999)


@mutant("required", "108", aim="A comment of 2001 characters is taken.")
class Comment2001(Bent):
    bends = bend("comment.content", high=2001)


@mutant("required", "108", aim="A comment of 2000 characters is refused.")
class Comment1999(Bent):
    bends = bend("comment.content", high=1999)


@mutant("required", "108", aim="An empty comment is taken.")
class CommentEmpty(Bent):
    bends = bend("comment.content", low=0)


@mutant("required", "cases", "028", aim="A name of 101 characters can register.")
class RegisterName101(Bent):
    bends = bend("register.name", high=101)


@mutant("required", "cases", "037", aim="A name of 101 characters can be taken on.")
class ProfileName101(Bent):
    bends = bend("profile.name", high=101)


@mutant("required", "cases", "027", aim="A password of 7 characters can register.")
class Password7(Bent):
    bends = bend("register.password", low=7)


@mutant("required", "cases", "027", aim="A password of 8 characters cannot register.")
class Password9(Bent):
    bends = bend("register.password", low=9)


@mutant("required", "cases", "027", aim="A password of 129 characters can register.")
class Password129(Bent):
    bends = bend("register.password", high=129)


@mutant("required", "cases", "027", aim="A password of 128 characters cannot register.")
class Password127(Bent):
    bends = bend("register.password", high=127)


@mutant("required", "cases", "039", aim="A new password of 7 characters is taken.")
class NewPassword7(Bent):
    bends = bend("password.newPassword", low=7)


@mutant("required", "cases", "039", aim="A new password of 129 characters is taken.")
class NewPassword129(Bent):
    bends = bend("password.newPassword", high=129)


@mutant("required", "042", aim="A slug of one character is taken.")
class Slug1(Bent):
    bends = bend("org.slug", low=1)


@mutant("required", "042", aim="A slug of 61 characters is taken.")
class Slug61(Bent):
    bends = bend("org.slug", high=61)


@mutant("required", "042", aim="A slug of 60 characters is refused.")
class Slug59(Bent):
    bends = bend("org.slug", high=59)


@mutant("required", "060", aim="A workspace's slug of 61 characters is taken.")
class WorkspaceSlug61(Bent):
    bends = bend("workspace.slug", high=61)


@mutant("required", "158", aim="A reason of 201 characters is taken in a review.")
class Reason201(Bent):
    bends = bend("action_review.reason", high=201)


@mutant("required", "144", aim="A blocked mission's reason of 201 characters is taken.")
class BlockedReason201(Bent):
    bends = bend("mission_patch.blockedReason", high=201)


@mutant("required", "144", aim="A blocked mission's reason of 200 characters is refused.")
class BlockedReason199(Bent):
    bends = bend("mission_patch.blockedReason", high=199)


@mutant("required", "154", aim="An explanation of 501 characters is taken.")
class Explanation501(Bent):
    bends = bend("action.explanation", high=501)


@mutant("required", "154", aim="An actionType of 101 characters is taken.")
class ActionType101(Bent):
    bends = bend("action.actionType", high=101)


@mutant("required", "165", aim="A personal token's name of 101 characters is taken.")
class TokenName101(Bent):
    bends = bend("token.name", high=101)


@mutant("required", "097", aim="A checklist of 101 items is taken.")
class Checklist101(Bent):
    bends = bend("card.checklist", "card_patch.checklist", high=101)


@mutant("required", "097", aim="A checklist of 100 items is refused.")
class Checklist99(Bent):
    bends = bend("card.checklist", "card_patch.checklist", high=99)
