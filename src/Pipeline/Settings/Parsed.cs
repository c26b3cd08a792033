namespace Pipeline.Settings;

/// <summary>What became of a written value.</summary>
public abstract record Parsed<T>
{
    public sealed record Good(T Value) : Parsed<T>;

    /// <param name="Wrong">What is wrong with it: <c>is no port</c>.</param>
    /// <param name="Instead">What to write instead.</param>
    public sealed record Bad(string Wrong, string Instead) : Parsed<T>;

    public static implicit operator Parsed<T>(T value) => new Good(value);
}
