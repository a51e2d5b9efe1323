"""Two people move the same requests from the page, each in another order: both come through."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from aftercare.domains.requests.models import ServiceRequest
from tests import make


class Mover(threading.Thread):
    """Somebody who sends the sure form on a connection of their own."""

    def __init__(self, client, ids: list[str], priority: int) -> None:
        super().__init__()
        self.client, self.wanted = client, {"verb": "priority", "id": ids, "sure": "1", "priority": str(priority)}
        self.start()

    def run(self) -> None:
        try:
            self.answer = self.client.post(reverse("console:request_bulk"), self.wanted)
        finally:
            connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_the_same_moved_in_opposite_order_is_moved_by_each(client_of, at):
    ids = [str(make.request(at, customer_=make.customer(at, phone=f"1380013800{n}")).id) for n in range(30)]
    clients = [client_of(role) for role in ("agent", "manager", "administrator")]
    orders = (ids, ids[::-1], ids)
    movers = [Mover(client, order, 2) for client, order in zip(clients, orders, strict=True)]
    for mover in movers:
        mover.join()
    assert [mover.answer.status_code for mover in movers] == [302] * 3
    assert set(ServiceRequest.objects.values_list("priority", flat=True)) == {2}
