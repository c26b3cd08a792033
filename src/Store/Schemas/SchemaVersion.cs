using System.Reflection;

namespace Pipeline.Store.Schemas;

/// <summary>
/// The version of a database's schema. A change that only adds (a table, a column, an index, a function) increments the number; the
/// programs of the former number go on working. A change that takes away also raises <paramref name="Oldest"/>, in a later release than the
/// one that stopped using what is taken away (CONTRIBUTING: expand, then contract).
/// </summary>
/// <param name="Number">Grows with each change of the schema.</param>
/// <param name="Oldest">The number of the oldest program that works with it.</param>
/// <param name="PreparedBy">The version of the program that made it.</param>
public sealed record SchemaVersion(int Number, int Oldest, string PreparedBy)
{
    /// <summary>The version that this program makes. The fixture of its SQL is <c>tests/Fixtures/schema</c>.</summary>
    public static readonly SchemaVersion Present = new(Number: 3, Oldest: 0, OfThisProgram);

    private static string OfThisProgram =>
        typeof(SchemaVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Whether this program can work with a database.</summary>
    /// <param name="found">Its version; null for a database that was never prepared, or by a program that kept no version.</param>
    public static SchemaFit FitOf(SchemaVersion? found) => found switch
    {
        null => SchemaFit.Missing,
        { Number: var number } when number < Present.Number => SchemaFit.Older,
        { Oldest: var oldest } when oldest > Present.Number => SchemaFit.TooNew,
        { Number: var number } when number > Present.Number => SchemaFit.Newer,
        _ => SchemaFit.Same,
    };
}

/// <summary>How a database's schema and this program fit. The order is that of the trouble.</summary>
public enum SchemaFit
{
    /// <summary>The program's own.</summary>
    Same,

    /// <summary>A newer one, which this program works with too.</summary>
    Newer,

    /// <summary>An older one, which has to be prepared first.</summary>
    Older,

    /// <summary>None, or one without a version, which has to be prepared first.</summary>
    Missing,

    /// <summary>A newer one, which only newer programs work with.</summary>
    TooNew,
}
