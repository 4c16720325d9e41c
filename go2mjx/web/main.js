"use strict";
// Brings the parts of the page together and lets time pass.

/** Velocity that a push adds to the base (m/s). */
const PUSH_SPEED = 0.8;
/** Seconds that a slow computer catches up with; what it lags behind further is slow motion. */
const MAX_LAG = 0.1;
/** Seconds that a robot lies where it fell. */
const LYING_SECONDS = 1.5;
/** Seconds that a picture may take, so many pictures in a row; else they get coarser. */
const MAX_PICTURE_SECONDS = 0.1;
const SLOW_PICTURES = 5;
/** Movement (pixels) up to which a press is a click and does not turn the view. */
const CLICK = 6;

function content(id) {
  return document.getElementById(id).textContent;
}

function say(text) {
  document.getElementById("message").textContent = text;
}

async function start() {
  const page = JSON.parse(content("page"));
  document.title = `${page.robot} walks`;
  document.querySelector("h1").textContent = document.title;
  const packed = new Blob([bytesOf(content("mujoco"))]).stream().pipeThrough(new DecompressionStream("gzip"));
  const wasmBinary = await new Response(packed).arrayBuffer();
  const mujoco = await parts.loadMujoco({ wasmBinary, locateFile: (name) => name });
  const walker = new Walker(mujoco, page);
  const canvas = document.querySelector("canvas");
  let view = null;
  say("");
  try {
    view = new View(canvas, walker);
  } catch (error) {
    document.getElementById("no_picture").hidden = false;
  }
  run(walker, view, canvas);
  globalThis.walker = walker;
}

function run(walker, view, canvas) {
  let paused = false;
  const pause = document.querySelector("[data-action=pause]");
  const push = ([x, y]) => {
    walker.push(PUSH_SPEED * x, PUSH_SPEED * y);
    say("pushed");
  };
  const steering = new Steering(walker, {
    push() {
      const angle = 2 * Math.PI * Math.random();
      push([Math.cos(angle), Math.sin(angle)]);
    },
    pause() {
      paused = !paused;
      pause.textContent = paused ? "Go on" : "Pause";
    },
    reset() {
      walker.reset();
      say("");
    },
  });
  let down = null;
  canvas.addEventListener("pointerdown", (event) => (down = event));
  canvas.addEventListener("pointerup", (event) => {
    if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > CLICK) return;
    const direction = view?.pushAt(event.clientX, event.clientY);
    if (direction) push(direction);
  });

  let before = null;
  let due = 0;
  let lying = 0;
  let slow = 0;
  const picture = (now) => {
    const passed = (now - (before ?? now)) / 1000;
    before = now;
    due = paused ? 0 : Math.min(due + passed, MAX_LAG);
    slow = passed > MAX_PICTURE_SECONDS ? slow + 1 : 0;
    if (slow === SLOW_PICTURES) {
      view?.coarsen();
      slow = 0;
    }
    steering.readGamepad();
    const physicsStep = walker.model.opt.timestep;
    for (; due >= physicsStep; due -= physicsStep) {
      walker.step();
      lying = walker.controller.fault === null ? 0 : lying + physicsStep;
    }
    if (lying > 0) say(`The robot fell: ${walker.controller.fault}. It starts anew.`);
    if (lying > LYING_SECONDS) walker.reset();
    steering.show();
    view?.draw();
    requestAnimationFrame(picture);
  };
  requestAnimationFrame(picture);
}

start().catch((error) => {
  say(`The page cannot run here: ${error.message ?? error}`);
  throw error;
});
