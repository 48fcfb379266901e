// Makes the calls of a script with Dapr's JavaScript SDK.
//
// usage: script.js CALLS APP-PORT; one JSON line for each call goes to standard output.
// The sidecar's ports come as the SDK expects them: DAPR_HTTP_PORT, DAPR_GRPC_PORT.

const fs = require("node:fs");
const { DaprClient, DaprServer, HttpMethod } = require("@dapr/dapr");

const PATIENCE_MS = 10_000;
const silent = { error() {}, warn() {}, info() {}, verbose() {}, debug() {} };
const [calls, appPort] = process.argv.slice(2);
const where = { daprHost: "127.0.0.1", daprPort: process.env.DAPR_HTTP_PORT };
const logger = { service: silent };

const client = new DaprClient({ ...where, logger });
const server = new DaprServer({
  serverHost: "127.0.0.1",
  serverPort: appPort,
  clientOptions: { ...where, logger },
  logger,
});
const events = [];
const etags = new Map();

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const text = (value) => (value === "" || value === undefined ? null : value);
const byJson = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

// Some calls give their error back instead of throwing it.
function checked(answer) {
  if (answer?.error) throw answer.error;
  return null;
}

async function until(condition) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition()) && Date.now() < end) await pause(50);
  return condition();
}

const does = {
  wait: () => until(() => client.health.isHealthy()),
  healthy: () => client.health.isHealthy(),
  async metadata() {
    const found = await client.metadata.get();
    return { id: found.id, extended: Object.fromEntries(Object.entries(found.extended ?? {})) };
  },
  async set_metadata({ key, value }) {
    await client.metadata.set(key, value);
    return null;
  },
  get: async ({ store, key }) => text(await client.state.get(store, key)),
  async get_bulk({ store, keys }) {
    const items = await client.state.getBulk(store, keys);
    items.forEach((item) => etags.set(item.key, item.etag));
    return Object.fromEntries(items.map((item) => [item.key, text(item.data)]));
  },
  async save({ store, items }) {
    const states = items.map((item) => ({
      key: item.key,
      value: item.value,
      ...(item.etag && { etag: etags.get(item.key) }),
      ...(item.ttl && { metadata: { ttlInSeconds: String(item.ttl) } }),
    }));
    return checked(await client.state.save(store, states));
  },
  delete: async ({ store, key, etag }) =>
    checked(await client.state.delete(store, key, etag && { etag: etags.get(key) })),
  async transaction(changes) {
    await client.state.transaction(changes.store, [
      ...changes.save.map((request) => ({ operation: "upsert", request })),
      ...changes.delete.map((key) => ({ operation: "delete", request: { key } })),
    ]);
    return null;
  },
  until_gone: ({ store, key }) => until(async () => (await does.get({ store, key })) === null),
  publish: async ({ pubsub, topic, data }) =>
    checked(await client.pubsub.publish(pubsub, topic, data)),
  async publish_bulk({ pubsub, topic, data }) {
    return { failed: (await client.pubsub.publishBulk(pubsub, topic, data)).failedMessages.length };
  },
  async received({ count }) {
    await until(() => events.length >= count);
    return events.sort(byJson);
  },
  invoke: ({ app, method, data }) => client.invoker.invoke(app, method, HttpMethod.POST, data),
  secret: ({ store, key }) => client.secret.get(store, key),
  secrets: ({ store }) => client.secret.getBulk(store),
  async shutdown() {
    await client.sidecar.shutdown();
    return null;
  },
};

async function main() {
  await server.pubsub.subscribe("pubsub", "orders", async (data) => void events.push(data));
  await server.invoker.listen("echo", async ({ body }) => JSON.parse(body), {
    method: HttpMethod.POST,
  });
  const started = server.start();
  for (const row of JSON.parse(fs.readFileSync(calls, "utf8"))) {
    if (row.lacks?.javascript) continue;
    let said;
    try {
      said = { name: row.name, gives: (await does[row.call](row.with ?? {})) ?? null };
    } catch (failure) {
      said = { name: row.name, fails: String(failure) };
    }
    console.log("CALL " + JSON.stringify(said));
  }
  await started;
}

main().then(
  () => process.exit(0),
  (failure) => {
    console.error(failure);
    process.exit(1);
  },
);
