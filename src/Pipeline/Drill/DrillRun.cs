using System.Globalization;

namespace Pipeline.Drill;

/// <summary>One drill. Whatever it has bears its name, so that several may run and none touches anything else.</summary>
/// <param name="Id">Four letters and digits, by chance.</param>
internal sealed record DrillRun(string Id)
{
    private const int Names = 0x10000;

    public static DrillRun Begin(Random random) => new(random.Next(Names).ToString("x4", CultureInfo.InvariantCulture));

    public string Domain => $"drill-{Id}.internal";

    public string Directory => Path.Combine(Path.GetTempPath(), $"pipeline-drill-{Id}");
}
