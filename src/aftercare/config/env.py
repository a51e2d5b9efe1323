"""Every environment variable Aftercare reads: type, default and one sentence each."""

import contextlib
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(BaseSettings):
    """The process environment, read once at start."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str = Field("", description="PostgreSQL to use; empty means the embedded one in the data folder.")
    aftercare_home: Path = Field(Path("data"), description="The data folder: embedded database, files, secret key.")
    secret_key: str = Field("", description="Signs sessions and links; empty means one kept in the data folder.")
    debug: bool = Field(False, description="Show tracebacks in the browser; never in production.")
    allowed_hosts: str = Field("*", description="Host names served, separated by commas.")
    base_url: str = Field("http://127.0.0.1:8000", description="The address customers reach, used in links sent out.")
    https_only: bool = Field(False, description="Cookies and redirects for HTTPS only; set it behind a TLS proxy.")
    trusted_proxies: int = Field(0, description="Number of proxies in front whose X-Forwarded-For is believed.")
    first_run_open: bool = Field(
        False,
        description="Whether the first-run page opens without its link's key; set by itself on a loopback address.",
    )
    time_zone: str = Field("Asia/Shanghai", description="Zone used until the company sets its own.")
    mail_host: str = Field("", description="The mail server that takes outgoing mail; empty means none is sent.")
    mail_port: int = Field(587, description="Its port: usually 587 with STARTTLS, 465 with TLS, 25 without.")
    mail_user: str = Field("", description="The name to sign in there with; empty means without signing in.")
    mail_password: str = Field("", description="The password that goes with it.")
    mail_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way there is kept secret: `starttls`, `tls` from the first byte, or `none`."
    )
    mail_from: str = Field(
        "aftercare@localhost",
        description="The sender: an address, or a name with one: `Service <service@example.com>`.",
    )
    carrier_url: str = Field(
        "",
        description="Where parcels are asked after, with `{tracking_number}` and perhaps `{carrier}` in it; "
        "empty means people write down where they are.",
    )
    carrier_token: str = Field("", description="The bearer token that goes along.")
    database_pool: int = Field(12, description="Connections each process may hold.")
    web_threads: int = Field(8, description="Requests each serving process answers at once.")
    worker_concurrency: int = Field(4, description="Jobs a worker process runs at once.")

    @field_validator("database_url")
    @classmethod
    def is_an_address(cls, given: str) -> str:
        """Refuse what PostgreSQL can't read as an address, before anything is started."""
        try:
            conninfo_to_dict(given)
        except ProgrammingError as wrong:
            shape = "write it like postgresql://user:password@host:5432/name"
            raise ValueError(f"it is no address of a PostgreSQL database; {shape}") from wrong
        return given

    @cached_property
    def kept_secret_key(self) -> str:
        """The given key, or one made once and kept in the data folder, readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        path = self.aftercare_home / "secret_key"
        if not path.exists():
            self.aftercare_home.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_text(secrets.token_urlsafe(50))
            draft.chmod(0o600)
            with contextlib.suppress(FileExistsError):  # the first process wins; the others read its key
                os.link(draft, path)
            draft.unlink()
        return path.read_text().strip()
