"use strict";
// The policy and what stands between it and the motors, as docs/export.md has them under Conventions.

const elementwise = (formula) => (x, y = [0]) => x.map((value, i) => formula(value, y[i % y.length]));

const OPERATORS = {
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => a / b),
  Tanh: elementwise(Math.tanh),
  Sigmoid: elementwise((a) => 1 / (1 + Math.exp(-a))),
  Clip: (x, low, high) => x.map((value) => clamp(value, low[0], high[0])),
  Gemm(x, weights, bias) {
    const sums = Float64Array.from(bias);
    x.forEach((value, i) => {
      for (let j = 0; j < sums.length; j++) sums[j] += value * weights[i * sums.length + j];
    });
    return Float32Array.from(sums);
  },
  LayerNormalization(x, scale, bias, { epsilon }) {
    const mean = average(x);
    const deviation = Math.sqrt(average(x.map((value) => (value - mean) ** 2)) + epsilon);
    return x.map((value, i) => ((value - mean) / deviation) * scale[i] + bias[i]);
  },
};

/** The nodes of the exported file, one after the other, in float32. */
class Network {
  constructor({ nodes, constants }) {
    this.nodes = nodes;
    this.constants = Object.fromEntries(
      Object.entries(constants).map(([name, text]) => [name, new Float32Array(bytesOf(text).buffer)]),
    );
  }

  /** Every value of the graph by its name, `action` and `joint_targets` among them. */
  run(observation) {
    const values = { ...this.constants, observation };
    for (const { operator, inputs, output, attributes } of this.nodes) {
      values[output] = OPERATORS[operator](...inputs.map((name) => values[name]), attributes);
    }
    return values;
  }
}

/** World down in the base frame, from a quaternion w, x, y, z. */
function gravityDirection([w, x, y, z]) {
  return [2 * (w * y - x * z), -2 * (y * z + w * x), 2 * (x * x + y * y) - 1];
}

// squared cosine of the pitch; a nose that points straight up has no heading
const MIN_LEVEL_SQUARE = 0.01;

/** Of the yaw angle (rad/s), from the gyroscope and the direction of gravity in the base frame. */
function headingRate([, pitching, turning], [, across, up]) {
  return -(pitching * across + turning * up) / Math.max(across ** 2 + up ** 2, MIN_LEVEL_SQUARE);
}

/** Builds the observation; remembers the history and how far the heading is behind the command. */
class Observer {
  constructor(description) {
    this.description = description;
    const entries = (description.observation.length - 1) / description.history_length;
    this.names = description.observation.slice(0, entries).map((entry) => entry.name);
    this.history = [];
    this.lag = 0;
    this.command = [0, 0, 0];
  }

  observe(sensors, command, lastAction) {
    const said = this.description;
    const gravity = gravityDirection(sensors.orientation);
    const values = {
      angular_velocity: sensors.angularVelocity,
      gravity,
      joint_offset: sensors.jointPosition.map((angle, i) => angle - said.default_pose[i]),
      joint_velocity: sensors.jointVelocity,
      last_action: lastAction,
    };
    const now = this.names.flatMap((name) => [...values[name]]);
    const before = this.history.length ? this.history : Array(said.history_length).fill(now);
    this.history = [now, ...before].slice(0, said.history_length);
    const rate = headingRate(sensors.angularVelocity, gravity);
    return Float32Array.from([...this.history.flat(), ...this.holdingHeading(command, rate)]);
  }

  holdingHeading(command, rate) {
    const said = this.description;
    const moving = (wanted) => Math.hypot(...wanted) > said.moving_threshold;
    const lag = this.lag + said.control_time_step * (this.command[2] - rate);
    this.lag = moving(this.command) ? clamp(lag, -said.max_heading_lag, said.max_heading_lag) : 0;
    this.command = command;
    return [command[0], command[1], command[2] + (moving(command) ? said.heading_gain * this.lag : 0)];
  }
}

/** Motor commands: first to the default pose, then the policy within the limits, after a fault only damping. */
class Controller {
  constructor(network, description, limits) {
    Object.assign(this, { network, description, limits });
    this.observer = new Observer(description);
    this.action = description.default_pose.map(() => 0);
    this.start = null;
    this.fault = null;
  }

  /** What the motors get in this control step. */
  step(sensors, command) {
    const said = this.description;
    this.fault ??= this.faultOf(sensors);
    if (this.fault === null) {
      const target = this.target(sensors, command.map((value, i) => clamp(value, -said.max_command[i], said.max_command[i])));
      if (target.every(Number.isFinite)) return this.withinLimits(target, sensors);
      this.fault = "the action of the policy is not finite";
    }
    const none = said.default_pose.map(() => 0);
    return {
      target: said.default_pose,
      positionGain: none,
      derivativeGain: none.map(() => this.limits.damping_gain),
    };
  }

  faultOf(sensors) {
    const numbers = [sensors.angularVelocity, sensors.orientation, sensors.jointPosition, sensors.jointVelocity];
    if (!numbers.every((vector) => vector.every(Number.isFinite))) return "a reading of its sensors is not finite";
    const tilt = this.description.max_tilt;
    if (-gravityDirection(sensors.orientation)[2] >= Math.cos(tilt)) return null;
    return `it is tilted by more than ${Math.round((tilt * 180) / Math.PI)} degrees`;
  }

  target(sensors, command) {
    const said = this.description;
    this.start ??= { time: sensors.time, pose: sensors.jointPosition };
    const share = (sensors.time - this.start.time) / this.limits.ramp_seconds;
    if (share < 1) return this.start.pose.map((angle, i) => angle + share * (said.default_pose[i] - angle));
    const outputs = this.network.run(this.observer.observe(sensors, command, this.action));
    this.action = outputs.action;
    return [...outputs.joint_targets];
  }

  withinLimits(target, { jointPosition, jointVelocity }) {
    const said = this.description;
    const allowed = target.map((wanted, i) => {
      const friction = said.derivative_gain[i] * jointVelocity[i];
      const torque = said.position_gain[i] * (wanted - jointPosition[i]) - friction;
      const limited = clamp(torque, -said.torque_limits[i], said.torque_limits[i]);
      return clamp(jointPosition[i] + (limited + friction) / said.position_gain[i], ...said.joint_limits[i]);
    });
    return { target: allowed, positionGain: said.position_gain, derivativeGain: said.derivative_gain };
  }
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The bytes of a base64 text. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
