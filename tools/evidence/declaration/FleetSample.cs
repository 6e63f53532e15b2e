namespace NanoAgent.Evidence;

/// <summary>Which units' evidence a pack carries when it does not carry all. The count is always over all units.</summary>
/// <param name="Limit">Most units in the pack.</param>
/// <param name="Failing">Units that gave an answer other than success, or none: first of all.</param>
/// <param name="FailingLeftOut">Such units that did not fit.</param>
/// <param name="Newest">Units taken because they reported last.</param>
/// <param name="Drawn">Units drawn at random: lowest SHA-256 of <c>seed|ueid</c>.</param>
/// <param name="Seed">The seed: the root of the log, base64url, which no unit's maker knows beforehand; empty without a log.</param>
public sealed record FleetSample(int Limit, int Failing, int FailingLeftOut, int Newest, int Drawn, string Seed);
