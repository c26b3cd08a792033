using System.Globalization;
using Pipeline.Producer.Engines;

namespace Pipeline.Demo;

/// <summary>One run of the demo. Whatever it starts bears its name, so that it watches, stops and removes its own alone.</summary>
/// <param name="Id">Four letters and digits, by chance.</param>
internal sealed record DemoRun(string Id)
{
    /// <summary>The label of its containers; the value is <see cref="Id"/>.</summary>
    public const string LabelName = "pipeline.demo";

    private const int Names = 0x10000;

    public static DemoRun Begin(Random random) => new(random.Next(Names).ToString("x4", CultureInfo.InvariantCulture));

    public RequiredLabel Label => new(LabelName, Id);

    public string Domain => $"demo-{Id}.internal";

    public string Directory => Path.Combine(Path.GetTempPath(), $"pipeline-demo-{Id}");

    public string ContainerOf(Sample sample) => $"pipeline-demo-{Id}-{sample.Name}";
}
