"use strict";
// The robot in MuJoCo, driven by its policy. Joint vectors follow the policy's order; SI units, angles in radians.

/** The shown velocity is averaged over about one stride (s). */
const SMOOTHING_SECONDS = 0.3;

class Walker {
  constructor(mujoco, page) {
    Object.assign(this, { mujoco, page, description: page.description });
    const files = new mujoco.MjVFS();
    for (const [name, text] of Object.entries(page.files)) files.addBuffer(name, bytesOf(text));
    this.model = mujoco.MjModel.from_xml_string(page.mjcf, files);
    // MuJoCo would put a diverged robot back to its start pose in silence
    this.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET.value;
    this.data = new mujoco.MjData(this.model);
    this.network = new Network(page.network);
    this.substeps = Math.round(this.description.control_time_step / this.model.opt.timestep);
    this.command = [0, 0, 0];
    this.reset();
  }

  /** Stand at the origin in the default pose, whatever happened. */
  reset() {
    const pose = [0, 0, this.page.start_height, 1, 0, 0, 0, ...this.description.default_pose];
    this.place(pose, pose.slice(1).map(() => 0));
  }

  /** Begin anew in a state: base, then joints, as `state` has it. */
  place(qpos, qvel) {
    this.mujoco.mj_resetData(this.model, this.data);
    this.write(this.data.qpos, this.page.addresses.qpos, qpos);
    this.write(this.data.qvel, this.page.addresses.qvel, qvel);
    this.mujoco.mj_forward(this.model, this.data); // where its shapes are, for the first picture
    this.controller = new Controller(this.network, this.description, this.page.limits);
    this.count = 0;
    this.velocities = [this.velocity];
  }

  /** One physics step; the policy acts in the first of every control step. */
  step() {
    if (this.count % this.substeps === 0) this.control();
    this.count += 1;
    this.mujoco.mj_step(this.model, this.data);
  }

  control() {
    this.controller.fault ??= this.failure;
    const { target, positionGain, derivativeGain } = this.controller.step(this.sensors, this.command);
    const { actuators } = this.page.addresses;
    const { actuator_gainprm: gain, actuator_biasprm: bias } = this.model;
    const width = gain.length / this.model.nu;
    actuators.forEach((motor, i) => {
      gain[motor * width] = positionGain[i];
      bias[motor * width + 1] = -positionGain[i];
      bias[motor * width + 2] = -derivativeGain[i];
    });
    this.write(this.data.ctrl, actuators, target);
    const stride = Math.round(SMOOTHING_SECONDS / this.description.control_time_step);
    this.velocities = [this.velocity, ...this.velocities].slice(0, stride);
  }

  /** Add a velocity (m/s) in the world to that of the base. */
  push(x, y) {
    const { qvel } = this.page.addresses;
    const velocities = this.data.qvel;
    velocities[qvel[0]] += x;
    velocities[qvel[1]] += y;
  }

  /** Control steps under `command` after the time in which the robot takes its pose, faster than they pass.

  Returns the states before the first and after each, and why the robot failed, or null. */
  follow(command, steps) {
    this.command = command;
    const ramp = Math.round(this.page.limits.ramp_seconds / this.description.control_time_step);
    const states = [];
    for (let step = -ramp; step < steps && this.failure === null; step++) {
      if (step === 0) states.push(this.state);
      for (let i = 0; i < this.substeps; i++) this.step();
      if (step >= 0) states.push(this.state);
    }
    return { states, failure: this.failure };
  }

  /** Why the robot has fallen or the policy must not act, or null. */
  get failure() {
    const low = !(this.state.qpos[2] >= this.page.min_height);
    return this.controller.fault ?? this.controller.faultOf(this.sensors) ?? (low ? "its base is too low" : null);
  }

  get sensors() {
    const { qpos, qvel } = this.state;
    return {
      time: this.data.time,
      angularVelocity: qvel.slice(3, 6),
      orientation: qpos.slice(3, 7),
      jointPosition: qpos.slice(7),
      jointVelocity: qvel.slice(6),
    };
  }

  /** Base, then joints. */
  get state() {
    const { qpos, qvel } = this.page.addresses;
    const [positions, velocities] = [this.data.qpos, this.data.qvel];
    return { qpos: qpos.map((i) => positions[i]), qvel: qvel.map((i) => velocities[i]) };
  }

  /** Forward and lateral velocity in the base frame, yaw rate. */
  get velocity() {
    const { qpos, qvel } = this.state;
    const [w, x, y, z] = qpos.slice(3, 7);
    const linear = qvel.slice(0, 3);
    const forward = [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)];
    const left = [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)];
    return [dot(forward, linear), dot(left, linear), qvel[5]];
  }

  /** `velocity`, averaged over about one stride. */
  get smoothVelocity() {
    return [0, 1, 2].map((axis) => average(this.velocities.map((velocity) => velocity[axis])));
  }

  write(array, addresses, values) {
    addresses.forEach((address, i) => (array[address] = values[i]));
  }
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
