namespace Pipeline.Transport.Tests;

/// <summary>Something happened: published.</summary>
public sealed record Rang(int Number, string Text = "");

/// <summary>Something else happened: published.</summary>
public sealed record Rested(int Number);

/// <summary>An order to one: sent.</summary>
public sealed record Ring(int Number);

/// <summary>A question.</summary>
public sealed record Ask(int Number);

/// <summary>Its answer.</summary>
public sealed record Told(int Number);
