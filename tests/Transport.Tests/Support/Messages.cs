namespace Pipeline.Transport.Tests.Support;

/// <summary>An event: published.</summary>
public sealed record ItemAdded(int Number, string Text = "");

/// <summary>Another event: published.</summary>
public sealed record ItemRemoved(int Number);

/// <summary>A command: sent.</summary>
public sealed record AddItem(int Number);

/// <summary>A request.</summary>
public sealed record DoubleNumber(int Number);

/// <summary>Its response.</summary>
public sealed record NumberDoubled(int Number);
