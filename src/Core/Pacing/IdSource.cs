namespace Pipeline.Core.Pacing;

/// <summary>Makes an identifier that was never used before. Given from outside, so that a simulation can repeat a run.</summary>
public delegate Guid IdSource();
