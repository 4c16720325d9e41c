"use strict";
// How one steers: bars, keys, sticks on the screen, a gamepad. All of them move the bars, which are the command.

/** Key presses from standing to the largest command. */
const KEY_STEPS = 5;
const KEYS = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  Home: [1, 1],
  End: [1, -1],
  ArrowLeft: [2, 1],
  ArrowRight: [2, -1],
};
/** Deflection of a gamepad's stick that means nothing. */
const DEAD_ZONE = 0.12;

class Steering {
  /** `actions` are what the buttons do: push, stop, pause, reset. */
  constructor(walker, actions) {
    this.walker = walker;
    this.actions = { ...actions, stop: () => this.stop() };
    this.bars = [...document.querySelectorAll(".bar")].map((row, axis) => new Bar(row, walker.description.max_command[axis]));
    for (const bar of this.bars) bar.input.addEventListener("input", () => this.obey());
    for (const button of document.querySelectorAll("[data-action]")) {
      button.addEventListener("click", () => this.act(button.dataset.action));
      button.addEventListener("keydown", (event) => event.preventDefault()); // the keys have meanings of their own
    }
    addEventListener("keydown", (event) => this.press(event));
    for (const element of document.querySelectorAll(".stick")) {
      new Stick(element, (right, up) => this.deflect(element.dataset.stick, right, up));
    }
    this.gamepadSteers = false;
  }

  act(name) {
    this.actions[name]();
    document.activeElement.blur();
  }

  stop() {
    for (const bar of this.bars) bar.input.value = 0;
    this.obey();
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const names = { " ": "stop", Enter: "push", Backspace: "reset", p: "pause", P: "pause" };
    if (event.key in KEYS) {
      const [axis, direction] = KEYS[event.key];
      this.bars[axis].raise(direction / KEY_STEPS);
      this.obey();
    } else if (event.key in names && !event.repeat) {
      this.act(names[event.key]);
    } else {
      return;
    }
    event.preventDefault(); // they would scroll the page or move a bar once more
  }

  /** A stick stands at -1 to 1 to the right and up: the move stick walks, the turn stick turns. */
  deflect(stick, right, up) {
    const shares = stick === "move" ? { 0: up, 1: -right } : { 2: -right };
    for (const [axis, share] of Object.entries(shares)) this.bars[axis].set(share);
    this.obey();
  }

  /** To be called before every picture: gamepads tell nothing by themselves. */
  readGamepad() {
    const gamepad = navigator.getGamepads?.().find((one) => one?.mapping === "standard");
    if (!gamepad) return;
    const [x, y, turn] = gamepad.axes.map((value) => (Math.abs(value) < DEAD_ZONE ? 0 : value));
    const deflected = x !== 0 || y !== 0 || turn !== 0;
    if (deflected || this.gamepadSteers) {
      this.deflect("move", x, -y);
      this.deflect("turn", turn, 0);
    }
    this.gamepadSteers = deflected;
    const pressed = gamepad.buttons.map((button) => button.pressed);
    ["push", "stop", "reset", "pause"].forEach((action, i) => {
      if (pressed[i] && !this.pressed?.[i]) this.act(action);
    });
    this.pressed = pressed;
  }

  obey() {
    this.walker.command = this.bars.map((bar) => bar.value);
    this.show();
  }

  show() {
    this.bars.forEach((bar, axis) => bar.show(this.walker.smoothVelocity[axis]));
  }
}

/** The command of one axis, and what the robot does of it. */
class Bar {
  constructor(row, largest) {
    this.largest = largest;
    this.input = row.querySelector("input");
    this.input.min = -largest;
    this.input.max = largest;
    this.input.step = largest / 20;
    this.input.value = 0;
    this.input.disabled = largest === 0;
    this.mark = row.querySelector(".mark");
    [this.wanted, this.measured] = row.querySelectorAll("output");
  }

  get value() {
    return Number(this.input.value);
  }

  /** To a share of the largest command, -1 to 1. */
  set(share) {
    this.input.value = share * this.largest;
  }

  raise(share) {
    this.input.value = this.value + share * this.largest;
  }

  show(measured) {
    this.wanted.value = signed(this.value);
    this.measured.value = signed(measured);
    const share = clamp(measured / (this.largest || 1), -1, 1);
    this.mark.style.left = `calc(50% + ${share} * (50% - var(--knob) / 2))`;
  }
}

/** A knob on the screen that a finger or the mouse moves and that springs back. */
class Stick {
  constructor(element, report) {
    const knob = element.firstElementChild;
    const move = (right, up) => {
      knob.style.transform = `translate(${right * 100}%, ${-up * 100}%)`;
      report(right, up);
    };
    const follow = (event) => {
      const box = element.getBoundingClientRect();
      const right = (2 * (event.clientX - box.left)) / box.width - 1;
      const up = 1 - (2 * (event.clientY - box.top)) / box.height;
      move(clamp(1.4 * right, -1, 1), element.dataset.stick === "turn" ? 0 : clamp(1.4 * up, -1, 1));
    };
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      follow(event);
    });
    element.addEventListener("pointermove", (event) => element.hasPointerCapture(event.pointerId) && follow(event));
    element.addEventListener("lostpointercapture", () => move(0, 0));
  }
}

function signed(value) {
  return `${value < -0.005 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
