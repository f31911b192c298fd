// A subscription that outlives its connections, over the protocol graphql-transport-ws: it comes back by itself, behind
// the last event that it has heard.

/** How often the server is asked for a sign of life, and how long it may take to give one. */
const PING_EVERY = 20_000;
const ANSWER_WITHIN = 10_000;
/** The first pause before another attempt; it doubles up to the last. */
const FIRST_PAUSE = 500;
const LAST_PAUSE = 15_000;

export class LiveSubscription {
  #socket = null;
  #timers = new Set();
  #attempts = 0;
  #isOver = false;

  /**
   * Callbacks: `onOpen(isAgain)`, `onLost(pause)`, `onEvent(event)`, `onResync()`, `onOver(reason)`.
   * `request()` gives `{ query, variables }` for the cursor of that moment.
   */
  constructor(token, request, callbacks) {
    this.token = token;
    this.request = request;
    this.callbacks = callbacks;
    this.wasOpen = false;
    addEventListener("online", () => this.#hasten());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hasten());
  }

  start() {
    this.#clearTimers();
    const address = new URL("/graphql", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address, "graphql-transport-ws");
    this.#socket = socket;
    this.#expectAnswer(socket);
    socket.onopen = () => this.#send({ type: "connection_init", payload: { Authorization: `Bearer ${this.token}` } });
    socket.onmessage = ({ data }) => socket === this.#socket && this.#take(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.#socket && this.#lost(code);
  }

  /** Begins anew, as after a loss, where the server has said that the cursor is of no use. */
  restart() {
    this.#drop();
    this.#isOver || this.start();
  }

  #take(message) {
    this.#expectPing();
    switch (message.type) {
      case "connection_ack":
        this.#send({ id: "tickets", type: "subscribe", payload: this.request() });
        this.callbacks.onOpen(this.wasOpen);
        this.wasOpen = true;
        break;
      case "ping":
        this.#send({ type: "pong" });
        break;
      case "next":
        this.#attempts = 0;
        if (message.payload.data) this.callbacks.onEvent(message.payload.data);
        else this.#failed(message.payload.errors);
        break;
      case "error":
        this.#failed(message.payload);
        break;
      case "complete":
        this.#lost(1000);
    }
  }

  #failed(errors) {
    const code = errors?.[0]?.extensions?.code;
    if (code === "RESYNC_REQUIRED") {
      this.callbacks.onResync();
    } else if (["FORBIDDEN", "UNAUTHENTICATED", "NOT_FOUND"].includes(code)) {
      this.#end(errors[0].message);
    } else {
      this.#lost(1011);
    }
  }

  #lost(code) {
    this.#drop();
    if (this.#isOver) return;
    if (code === 4403) return this.#end("The sign-in is over: open the link of a new one.");
    const longest = Math.min(FIRST_PAUSE * 2 ** this.#attempts, LAST_PAUSE);
    this.#attempts += 1;
    // Screens that fell silent together come back one by one.
    const pause = longest / 2 + (Math.random() * longest) / 2;
    this.callbacks.onLost(pause);
    this.#after(pause, () => this.start());
  }

  #end(reason) {
    this.#isOver = true;
    this.#drop();
    this.callbacks.onOver(reason);
  }

  /** The network is back, or somebody looks again: the pause is over. */
  #hasten() {
    if (this.#isOver || this.#socket || !this.wasOpen) return;
    this.start();
  }

  #drop() {
    this.#clearTimers();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** A network that is gone says nothing: whoever is silent for too long is asked, then given up. */
  #expectPing() {
    this.#clearTimers();
    const socket = this.#socket;
    this.#after(PING_EVERY, () => {
      this.#send({ type: "ping" });
      this.#expectAnswer(socket);
    });
  }

  #expectAnswer(socket) {
    this.#after(ANSWER_WITHIN, () => socket === this.#socket && this.#lost(1006));
  }

  #after(pause, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, pause);
    this.#timers.add(timer);
  }

  #clearTimers() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
