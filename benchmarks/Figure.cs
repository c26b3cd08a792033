namespace Pipeline.Benchmarks;

/// <summary>One line of the table: what was measured, its baseline from the same run, and the aim.</summary>
/// <param name="Ratio">Measured to baseline; null where the aim is absolute.</param>
internal sealed record Figure(string What, string Measured, string Baseline, double? Ratio, string Aim, bool Met);
