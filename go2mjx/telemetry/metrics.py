"""The metric registry: every key a run may log, on which axis, when, and what it means.

The table in docs/metrics.md, the W&B `define_metric` calls, the sink's checks and the `metrics` command come from
it. No JAX here, so that the command line reads it at once.
"""

import ast
import dataclasses
import difflib
import inspect
import itertools
import textwrap
from dataclasses import dataclass
from typing import Literal

from go2mjx.tasks.config import RewardWeights

Role = Literal["actor", "learner"]

ACTOR_AXIS = "actor/total_steps"
LEARNER_AXIS = "learner/update_steps"
AXES: dict[Role, str] = {"actor": ACTOR_AXIS, "learner": LEARNER_AXIS}

EPISODE = "log_period, if an episode ended"
HISTORY = "log_period, after the first episode"
PERIOD = "log_period"
UNEVEN = "log_period, on uneven ground"
UPDATE = "log_period, if an update was made"
EVALUATION = "eval_period"
EXAM = "eval_period, if a robot walks"
FINAL = "once at the end, in evaluation.json"
MEASURED = "when measured, between chunks"


@dataclass(frozen=True)
class Metric:
    """One key and its definition; `axis` is the key of its x axis, `when` one of the constants above."""

    key: str
    axis: str
    unit: str
    when: str
    meaning: str
    meaning_zh: str

    @property
    def role(self) -> Role:
        """The W&B run and the row that hold this key."""
        return "actor" if self.axis == ACTOR_AXIS else "learner"


def _table(axis: str, when: str, lines: str) -> tuple[Metric, ...]:
    """Metrics of one axis and occasion from lines of `key | unit | meaning | meaning_zh`."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    return tuple(Metric(key, axis, unit, when, english, chinese) for key, unit, english, chinese in cells)


def field_docstrings(cls: type) -> dict[str, str]:
    """The string literal below each field of a dataclass, by field name."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0].body
    return {
        field.target.id: ast.literal_eval(text.value)
        for field, text in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr)
    }


_REWARD_MEANINGS_ZH = {
    "linear_velocity_tracking": "水平速度跟踪: exp(-|速度误差| / 0.2)",
    "yaw_rate_tracking": "偏航角速度跟踪: exp(-|角速度误差| / 0.3), 按策略被要求的角速度",
    "progress": "沿指令方向的速度, 不超过指令速度 (m/s)",
    "vertical_velocity": "机身垂直速度的平方",
    "roll_pitch_rate": "横滚与俯仰角速度的平方",
    "tilt": "机身坐标系中重力方向水平分量的平方",
    "torque": "关节力矩平方和",
    "action_rate": "动作变化量的平方和",
    "air_time": "落足时的腾空时长; 零指令时为零",
    "clearance": "落足时的抬脚高度; 零指令时为零",
    "impact": "足端陷入地面深度的平方和 (cm²)",
    "pose": "关节偏离默认姿态的平方",
    "stand_still": "零指令时的关节速度与偏移",
    "upright": "机身直立程度: 倾角余弦加 1 的一半",
    "height": "直立程度乘以机身高度与站立所需高度之比 (不超过 1)",
    "standing": "上一项再乘以接近默认姿态且关节静止的程度",
    "failure": "机器人失败时扣一次",
}


def _reward_metrics() -> tuple[Metric, ...]:
    meanings = field_docstrings(RewardWeights)
    return tuple(
        Metric(
            key=f"reward/{field.name}",
            axis=ACTOR_AXIS,
            unit="1/step",
            when=PERIOD,
            meaning=f"Weighted reward term, mean per control step since the last row. {meanings.get(field.name, '')}",
            meaning_zh=f"加权奖励项, 自上一行以来每控制步的均值。{_REWARD_MEANINGS_ZH.get(field.name, '')}",
        )
        for field in dataclasses.fields(RewardWeights)
    )


TRACKED_FORWARD_SPEEDS = tuple(tenths / 10 for tenths in range(1, 11))
"""Forward commands (m/s) whose tracking error is evaluated one by one."""
DIRECTIONS = (("forward", "backward"), ("left", "right"), ("turn_left", "turn_right"))
"""The two directions of each component of a command, the positive one first, as they end the keys of `BY_DIRECTION`."""
BY_DIRECTION = {
    metric: {name: f"{metric}_{name}" for names in pairs for name in names}
    for metric, pairs in {
        "eval/velocity_error": DIRECTIONS,
        "eval/yaw_rate_error": DIRECTIONS[2:],
        "eval/success_rate": DIRECTIONS,
    }.items()
}
"""Metrics of an evaluation that are also given for the episodes of one direction: their keys by direction."""


def judging_keys(direction: str) -> tuple[str, str]:
    """The metrics that judge a direction: the error of what it commands, and the success rate."""
    error = BY_DIRECTION["eval/yaw_rate_error"].get(direction, BY_DIRECTION["eval/velocity_error"][direction])
    return error, BY_DIRECTION["eval/success_rate"][direction]


_DIRECTIONS_ZH = {
    "forward": "前进",
    "backward": "后退",
    "left": "左移",
    "right": "右移",
    "turn_left": "左转",
    "turn_right": "右转",
}


def _direction_metrics() -> tuple[Metric, ...]:
    described = {
        "eval/velocity_error": ("m/s", "Mean planar velocity error", "平均水平速度误差"),
        "eval/yaw_rate_error": ("rad/s", "Mean absolute yaw rate error", "平均偏航角速度误差"),
        "eval/success_rate": ("1", "Share without a fall", "未摔倒比例"),
    }
    lines = [
        f"{key} | {unit} | {english} of the episodes commanded {name.replace('_', ' ')} by more than half of the largest "
        f"such command; absent if there was none | {_DIRECTIONS_ZH[name]}指令超过最大值一半的 episode 的{chinese}; 没有时不记录"
        for metric, keys in BY_DIRECTION.items()
        for unit, english, chinese in [described[metric]]
        for name, key in keys.items()
    ]
    return _table(ACTOR_AXIS, EVALUATION, "\n".join(lines))


METRICS: tuple[Metric, ...] = (
    *_table(
        ACTOR_AXIS,
        EPISODE,
        """
        actor/episode_reward | 1 | Mean undiscounted return of the episodes that ended since the last row | 自上一行以来结束的 episode 的平均总奖励 (不折扣)
        actor/episode_length | steps | Mean length of those episodes in control steps | 这些 episode 的平均长度 (控制步)
        actor/episode_count | episodes | Finished episodes so far, over all environments | 所有环境累计完成的 episode 数
        actor/avg_action_magnitude | 1 | Mean Euclidean norm of the action over the steps of those episodes | 这些 episode 中动作向量 L2 范数的平均值
        actor/exploration_phase | bool | True while the actions are uniform random (total_steps < random_steps) | 是否处于随机探索阶段
        """,
    ),
    *_table(
        ACTOR_AXIS,
        HISTORY,
        """
        actor/avg_episode_reward_10 | 1 | Mean return of the last 10 finished episodes | 最近 10 个 episode 的平均奖励
        actor/avg_episode_length_10 | steps | Mean length of the last 10 finished episodes | 最近 10 个 episode 的平均长度
        actor/max_episode_reward | 1 | Highest episode return of the whole run | 历史最高 episode 奖励
        actor/min_episode_reward | 1 | Lowest episode return of the whole run | 历史最低 episode 奖励
        """,
    ),
    *_table(
        ACTOR_AXIS,
        PERIOD,
        """
        actor/total_steps | transitions | Environment transitions so far, summed over all environments | 所有环境累计的交互步数
        actor/steps_per_second | transitions/s | Transitions per wall second of the compiled call that the row is from, updates included, pauses between calls not | 该行所属编译调用内的每秒交互步数 (含网络更新, 不含评估等停顿)
        actor/replay_buffer_size | transitions | Filled slots of the replay ring | 经验回放缓冲区已有的数据量
        actor/nan_envs | resets | Environments reset because of a state that is not finite or beyond any robot, so far | 因状态非有限或超出任何机器人可能范围而被重置的环境累计次数
        """,
    ),
    *_table(
        ACTOR_AXIS,
        UNEVEN,
        """
        actor/terrain_difficulty | 1 | Mean difficulty of the tiles that the robots are on, 0 to 1 | 机器人当前所在地形块的平均难度 (0 到 1)
        """,
    ),
    *_table(
        ACTOR_AXIS,
        EVALUATION,
        """
        eval/average_return | 1 | Mean undiscounted return of the deterministic policy | 确定性策略评估的平均奖励
        eval/success_rate | 1 | Share of the episodes without a fall before the time limit; of a robot that gets up, of those that end standing | 到达时限而未摔倒的评估 episode 比例; 起身任务中为结束时站立的比例
        eval/average_length | steps | Mean episode length in control steps | 评估 episode 的平均长度 (控制步)
        eval/velocity_error | m/s | Mean planar velocity error | 平均水平速度误差
        eval/yaw_rate_error | rad/s | Mean absolute yaw rate error | 平均偏航角速度误差
        eval/zero_cmd_drift_m | m | Largest planar drift of an episode commanded to stand still; absent if there was none | 零指令 episode 的最大漂移距离; 没有零指令 episode 时不记录
        eval/stands | 0 or 1 | In place of the errors where no command moves: 1 if the share that stands is within its limit | 没有移动指令时代替误差: 站立比例是否达标 (1 为达到)
        eval/walks | 0 or 1 | 1 if survival and both tracking errors meet the walking criteria | 未摔倒比例与两项跟踪误差是否达到行走标准 (1 为达到)
        """,
    ),
    *_direction_metrics(),
    *_table(
        ACTOR_AXIS,
        FINAL,
        "\n".join(
            f"eval/track_err_vx_{speed} | m/s | Mean planar velocity error at a forward command of {speed} m/s | 前进指令 {speed} m/s 时的平均水平速度误差"
            for speed in TRACKED_FORWARD_SPEEDS
        ),
    ),
    *_table(
        ACTOR_AXIS,
        EXAM,
        """
        exam/tracks | 0 or 1 | 1 if every limit of tracking holds in every direction | 所有方向是否都达到指令跟踪标准 (1 为达到)
        exam/score | 1 | Worst figure of a direction over its limit: the largest where all are within, else the mean over the directions, each at least 1; at most 1 means tracking. With a number that is not finite there is none | 各方向最差一项与其限值之比: 全部达标时取最大值, 否则取各方向的均值 (每个至少为 1); 不大于 1 即达到跟踪标准; 有非有限值时不记录
        exam/survived | 1 | Share of the starts without a fall in 20 s, in the worst direction | 最差方向上 20 s 未摔倒的比例
        exam/velocity_bias | 1 | Largest bias of the forward or lateral velocity over what is allowed of it | 前向或横向速度的最大偏差与允许值之比
        exam/yaw_rate_bias | 1 | Largest bias of the yaw rate over what is allowed of it | 偏航角速度的最大偏差与允许值之比
        exam/heading_drift | degrees | Mean drift of the heading in 20 s under the worst command without a yaw rate | 无转向指令时 20 s 内的航向漂移 (最差方向的均值)
        exam/left_right | 1 | Largest difference between a command and its mirror image, as a share of the command | 指令与其镜像指令下速度的最大差别, 占指令的比例
        exam/mirror_residual | 1 | Root mean square of the mirrored action less the action at the mirrored observation, over that of the action | 镜像动作与镜像观测下动作之差的均方根, 占动作均方根的比例
        """,
    ),
    *_reward_metrics(),
    *_table(
        LEARNER_AXIS,
        UPDATE,
        """
        sac/actor_loss | 1 | Actor loss, mean over the updates since the last row | Actor 网络损失 (自上一行以来更新的均值)
        sac/critic_loss | 1 | Critic loss, mean over the updates since the last row | Critic 网络损失 (均值)
        sac/temperature_loss | 1 | Temperature loss, mean over the updates since the last row | 温度参数损失 (均值)
        sac/temperature | 1 | Entropy weight alpha | 当前温度参数 alpha, 平衡探索与利用
        sac/entropy | nats | Policy entropy, the mean of -log pi | 策略熵, 即 -log pi 的均值
        sac/target_entropy | nats | Entropy that alpha steers to | 目标熵
        sac/predicted_qs | 1 | Mean critic value of the sampled transitions | Critic 预测的 Q 均值
        sac/target_qs | 1 | Mean target of the critics | 目标 Q 均值
        sac/actor_lr | 1 | Step size of the actor's optimiser | Actor 学习率
        sac/critic_lr | 1 | Step size of the critics' optimiser | Critic 学习率
        sac/temperature_lr | 1 | Step size of the temperature's optimiser | 温度学习率
        sac/skipped_updates | updates | Updates skipped so far because a gradient was not finite | 因梯度非有限值而跳过的更新累计次数
        """,
    ),
    *_table(
        LEARNER_AXIS,
        PERIOD,
        """
        learner/update_steps | updates | Actor updates so far | 累计网络 (actor) 更新步数
        learner/replay_buffer_size | transitions | Filled slots of the replay ring | 可用训练数据量
        learner/utd | 1 | Critic updates per transition so far | 平均每个交互步的 critic 更新次数
        timer/total | s | Wall time of one loop iteration, mean over the compiled call that the row is from | 该行所属编译调用内每次循环的平均总耗时
        """,
    ),
    *_table(
        LEARNER_AXIS,
        MEASURED,
        """
        timer/sample_replay_buffer | s | Time to sample the batches of one iteration, compiled alone and blocked on | 单独编译测得的每次循环缓冲区采样耗时
        timer/train | s | Time of the updates of one iteration, compiled alone and blocked on | 单独编译测得的每次循环网络更新耗时
        timer/sample_actions | s | Time to sample actions for all environments, compiled alone and blocked on | 单独编译测得的动作采样耗时
        timer/step_env | s | Time of one step of all environments: what remains of an iteration after acting, sampling and updating | 环境步进耗时: 一次循环减去动作采样、缓冲区采样与网络更新之后的余量
        timer/compile_s | s | Time to compile the training program | 训练程序的编译耗时
        """,
    ),
    *_table(
        LEARNER_AXIS,
        EVALUATION,
        """
        timer/eval | s | Wall time of one evaluation | 一次评估的耗时
        """,
    ),
    *_table(
        LEARNER_AXIS,
        EXAM,
        """
        timer/exam | s | Wall time of one exam of the directions | 一次方向考核的耗时
        """,
    ),
)

_BY_KEY = {metric.key: metric for metric in METRICS}


def by_key(key: str) -> Metric:
    """The metric named `key`. Raises KeyError, naming the nearest key, if there is none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        nearest = difflib.get_close_matches(key, _BY_KEY, n=1, cutoff=0.0)[0]
        raise KeyError(f"unknown metric {key!r}; did you mean {nearest!r}?") from None


def markdown_table() -> str:
    """All metrics as a Markdown table, one row each, in the order of `METRICS`."""
    lines = ["| Key | Axis | Unit | When | Meaning | 含义 |", "|---|---|---|---|---|---|"]
    for metric in METRICS:
        cells = (
            f"`{metric.key}`",
            f"`{metric.axis}`",
            metric.unit,
            metric.when,
            metric.meaning,
            metric.meaning_zh,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
