"""The application: which address is answered by what."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.errors import SaysoError
from sayso.graph.manifest import read_base
from sayso.publish.pages.render import render
from sayso.publish.reconcile.routes import make_routes
from sayso.publish.reconcile.service import Service
from sayso.publish.serve import api, nodes, sparql
from sayso.publish.serve.answers import send_error, send_fault
from sayso.publish.serve.limits import App, Limits
from sayso.publish.serve.options import ServeOptions
from sayso.publish.serve.state import State
from sayso.resources import folder

Handler = Callable[[Request, State], Awaitable[Response]]


class Server:
    """
    The server as an ASGI application; `close` it, or let the server that runs it send the end of its life.

    Attributes:
        state: What all requests share.
    """

    def __init__(self, kg: Path, options: ServeOptions | None = None) -> None:
        """
        Open the graph and start the processes that run queries.

        Args:
            kg: The folder that ``sayso build`` made.
            options: None takes the defaults.

        Raises:
            StoreMissingError: If there is no knowledge graph; and the other errors of `open_store`.
        """
        options = options or ServeOptions()
        views = find_views()
        self.state = State(kg, options, base=read_base(kg), views=views is not None)
        self._app: App = Limits(_make_app(self.state, views), options)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        await self._app(scope, receive, send)

    def close(self) -> None:
        """End the processes and remove the copy of the store."""
        self.state.close()


def find_views() -> Path | None:
    """Return the folder of the interactive views, or None where they were not built."""
    path = Path(str(folder("publish"))) / "web" / "dist"
    return path if (path / "index.html").is_file() else None


def _make_app(state: State, views: Path | None) -> App:
    """Return what answers a request: the endpoint at once, since it is asked most; the rest by its route."""
    others = _make_routes(state, views)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/sparql":
            await others(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await sparql.get_sparql(request, state)
        except HTTPException as err:
            response = _tell(request, state, err)
        except SaysoError as err:
            response = send_error(request, state, err)
        await response(scope, receive, send)

    return answer


def _tell(request: Request, state: State, err: HTTPException) -> Response:
    response = send_fault(request, state, err.status_code, "Not this way", f"{err.detail.rstrip('.')}.")
    response.headers.update(err.headers or {})
    return response


def _make_routes(state: State, views: Path | None) -> Starlette:
    def bind(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            return await handler(request, state)

        return handle

    routes: list[Route | Mount] = [
        Route("/query/", bind(api.list_saved)),
        Route("/query/{name}", bind(api.get_saved)),
        Route("/search", bind(api.search)),
        Route("/suggest", bind(api.suggest)),
        Route("/openapi.json", bind(api.get_openapi)),
        Route("/views", bind(_lead_to_views)),
        *_make_reconciliation(state),
    ]
    if views is not None:
        # The scripts of the views are large, and shrink to a third.
        files = StaticFiles(directory=views, html=True)
        routes.append(Mount("/views", GZipMiddleware(files, compresslevel=4)))
    else:
        routes.append(Route("/views/{rest:path}", bind(_tell_of_views)))
    routes.append(Route("/{path:path}", bind(nodes.get_node)))

    async def tell(request: Request, err: Exception) -> Response:
        assert isinstance(err, HTTPException)
        return _tell(request, state, err)

    async def tell_error(request: Request, err: Exception) -> Response:
        assert isinstance(err, SaysoError)
        return send_error(request, state, err)

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncGenerator[None, None]:
        yield
        state.close()

    return Starlette(routes=routes, lifespan=live, exception_handlers={HTTPException: tell, SaysoError: tell_error})


def _make_reconciliation(state: State) -> list[Route]:
    """Return the routes of the Reconciliation API, by which tables are matched with actors and places."""
    made: dict[int, Service] = {}

    def get_service() -> Service:
        view = state.look()
        if view.mark not in made:
            service = Service(view.reader.store, base=state.site.base, title=state.site.title)
            made.clear()
            made[view.mark] = service
        return made[view.mark]

    return make_routes(get_service, prefix="/reconcile")


async def _lead_to_views(request: Request, state: State) -> Response:
    return RedirectResponse("views/", 307)


async def _tell_of_views(request: Request, state: State) -> Response:
    message = (
        "The interactive views were not built into this sayso. Everything else works without them: the pages, the "
        "saved questions, SPARQL and the data."
    )
    html = render("fault", site=state.site, path="views/index", title="No views here", message=message, links=())
    return Response(html, 404, media_type="text/html")
