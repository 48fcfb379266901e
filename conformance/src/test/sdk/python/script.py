"""Makes the calls of a script with Dapr's Python SDK.

usage: script.py CALLS APP-PORT; one JSON line for each call goes to standard output.
The sidecar's ports come as the SDK expects them: DAPR_HTTP_PORT, DAPR_GRPC_PORT.
"""

import json
import sys
import threading
import time

from dapr.clients import DaprClient
from dapr.clients.grpc._request import TransactionOperationType, TransactionalStateOperation
from dapr.clients.grpc._state import StateItem
from dapr.clients.grpc._response import TopicEventResponse
from dapr.ext.grpc import App, InvokeMethodResponse

PATIENCE = 10

app = App()
events = []
etags = {}


@app.subscribe(pubsub_name="pubsub", topic="orders")
def order(event):
    events.append(json.loads(event.Data()))


@app.method("echo")
def echo(request):
    return InvokeMethodResponse(request.data, request.content_type)


def text(data):
    return data.decode() if data else None


def wait(client):
    client.wait(PATIENCE)
    return True


def metadata(client):
    found = client.get_metadata()
    return {"id": found.application_id, "extended": dict(found.extended_metadata)}


def set_metadata(client, key, value):
    client.set_metadata(key, value)


def get(client, store, key):
    return text(client.get_state(store, key).data)


def get_bulk(client, store, keys):
    items = client.get_bulk_state(store, keys).items
    etags.update({item.key: item.etag for item in items})
    return {item.key: text(item.data) for item in items}


def save(client, store, items):
    states = [
        StateItem(
            key=item["key"],
            value=item["value"],
            etag=etags[item["key"]] if "etag" in item else None,
            metadata={"ttlInSeconds": str(item["ttl"])} if "ttl" in item else {},
        )
        for item in items
    ]
    client.save_bulk_state(store, states)


def delete(client, store, key, etag=None):
    client.delete_state(store, key, etag=etags[key] if etag else None)


def transaction(client, store, **changes):
    operations = [
        TransactionalStateOperation(key=item["key"], data=item["value"]) for item in changes["save"]
    ] + [
        TransactionalStateOperation(operation_type=TransactionOperationType.delete, key=key)
        for key in changes["delete"]
    ]
    client.execute_state_transaction(store, operations)


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def until_gone(client, store, key):
    return until(lambda: get(client, store, key) is None)


def publish(client, pubsub, topic, data):
    client.publish_event(pubsub, topic, json.dumps(data), data_content_type="application/json")


def publish_bulk(client, pubsub, topic, data):
    entries = [json.dumps(entry) for entry in data]
    answer = client.publish_events(pubsub, topic, entries, data_content_type="application/json")
    return {"failed": len(answer.failed_entries)}


def received(client, topic, count):
    until(lambda: len(events) >= count)
    return sorted(events, key=json.dumps)


def stream(client, pubsub, topic, data):
    got = []

    def take(message):
        got.append(message.data())
        return TopicEventResponse("success")

    close = client.subscribe_with_handler(pubsub_name=pubsub, topic=topic, handler_fn=take)
    try:
        until(lambda: topic in [s.topic for s in subscriptions(client)])
        for entry in data:
            publish(client, pubsub, topic, entry)
        until(lambda: len(got) >= len(data))
    finally:
        close()
    return sorted(got, key=json.dumps)


def subscriptions(client):
    # The SDK shows no subscriptions: the message does.
    from google.protobuf.empty_pb2 import Empty
    from dapr.proto import api_v1

    return client._stub.GetMetadata(api_v1.GetMetadataRequest()).subscriptions


def invoke(client, app, method, data):
    answer = client.invoke_method(
        app, method, json.dumps(data), content_type="application/json", http_verb="POST"
    )
    return json.loads(answer.data)


def secret(client, store, key):
    return dict(client.get_secret(store, key).secret)


def secrets(client, store):
    return {name: dict(values) for name, values in client.get_bulk_secret(store).secrets.items()}


def shutdown(client):
    client.shutdown()


def main(calls, port):
    threading.Thread(target=lambda: app.run(port), daemon=True).start()
    with open(calls, encoding="utf-8") as file:
        rows = json.load(file)
    with DaprClient() as client:
        for row in rows:
            if "python" in row.get("lacks", {}):
                continue
            try:
                result = globals()[row["call"]](client, **row.get("with", {}))
                said = {"name": row["name"], "gives": result}
            except Exception as failure:
                said = {"name": row["name"], "fails": f"{type(failure).__name__}: {failure}"}
            print("CALL " + json.dumps(said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
    # The server of the app has threads that would keep the process.
    import os

    os._exit(0)
