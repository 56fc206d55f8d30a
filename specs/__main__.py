"""The command `specs`: keep the contracts sound, join them, show them to a reviewer."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from specs import SpecError, apis, fingerprint

OK, FOUND, USAGE = 0, 1, 2

_EPILOG = """\
examples:
  specs lint                            check every contract
  specs bundle                          join the files of every contract anew
  specs bundle --check                  only say whether the bundles match their files
  specs bundle codespar -o api.json     write plain OpenAPI 3.1 for any other tool (.json, .yaml, or - for stdout)
  specs review codespar -o review.html  write one page: every operation, its basis, what checks it
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives back the exit code: 0 sound, 1 findings or stale bundles, 2 usage."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except SpecError as error:
        print(f"specs: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        message = f"specs: {error.name} is not installed; run `pip install 'twinspec[specs]'`"
        print(message, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="specs",
        description=main.__doc__ and __doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    known = "names of APIs; all of them by default"
    listing = commands.add_parser("list", help="name the APIs")
    listing.set_defaults(run=_list)
    lint = commands.add_parser("lint", help="check contracts; one line per finding")
    lint.add_argument("apis", nargs="*", metavar="API", help=known)
    lint.set_defaults(run=_lint)
    bundle = commands.add_parser("bundle", help="join the files of contracts")
    bundle.add_argument("apis", nargs="*", metavar="API", help=known)
    bundle.add_argument("--check", action="store_true", help="write nothing; exit 1 where a bundle is stale")
    bundle.add_argument("-o", "--output", metavar="FILE", help="write the OpenAPI document of one API to FILE")
    bundle.set_defaults(run=_bundle)
    review = commands.add_parser("review", help="write a page for reviewers of a contract")
    review.add_argument("api", metavar="API")
    review.add_argument("-o", "--output", metavar="FILE", help="default: <api>-review.html; - for stdout")
    review.set_defaults(run=_review)
    return parser


def _list(_options: argparse.Namespace) -> int:
    print("\n".join(apis()))
    return OK


def _lint(options: argparse.Namespace) -> int:
    from specs.lint import lint

    findings = [finding for api in _with_sources(options.apis) for finding in lint(api)]
    for finding in findings:
        print(finding)
    return FOUND if findings else OK


def _bundle(options: argparse.Namespace) -> int:
    from specs import bundle, export

    chosen = _with_sources(options.apis)
    if options.output:
        if len(options.apis) != 1:
            raise SpecError("-o writes one document: name exactly one API")
        export.write(bundle.build(chosen[0])["document"], options.output)
        return OK
    if options.check:
        stale = [api for api in chosen if not bundle.is_fresh(api)]
        for api in stale:
            print(f"{api}: the bundle does not match its files; run `specs bundle {api}`", file=sys.stderr)
        return FOUND if stale else OK
    for api in chosen:
        bundle.write(bundle.build(api))
    return OK


def _review(options: argparse.Namespace) -> int:
    from specs import export
    from specs.review import render

    export.write_text(render(options.api), options.output or f"{options.api}-review.html")
    return OK


def _with_sources(named: list[str]) -> list[str]:
    """The APIs to work on: those named, or all that have source files."""
    known = apis()
    for name in named:
        if name not in known:
            raise SpecError(f"unknown API {name!r}; known: {', '.join(known) or 'none'}")
    chosen = named or [api for api in known if fingerprint(api)]
    if not chosen:
        raise SpecError(f"no contract has source files in {Path(__file__).parent}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
