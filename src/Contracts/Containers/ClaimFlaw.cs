namespace Pipeline.Contracts;

/// <summary>
/// A variable or label of a container that counts for nothing: it only looks like a claim, or its value cannot be used.
/// </summary>
/// <param name="Variable">Its name, as written: <c>SERVICE_80_NAM</c>. The value of a variable that is not ours is never told.</param>
/// <param name="Detail">What is wrong, and what to write instead, as text for people.</param>
public sealed record ClaimFlaw(string Variable, string Detail);
