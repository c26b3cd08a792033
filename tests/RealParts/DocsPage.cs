using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.RealParts;

/// <summary>A page of the documentation. What it tells to write is what a test runs.</summary>
public static partial class DocsPage
{
    /// <summary>The scrape configuration in a page that has a job of this name.</summary>
    public static string PrometheusConfiguration(string page, string job) => Yaml()
        .Matches(File.ReadAllText(Path.Combine(Folder(), page)))
        .Select(block => block.Groups["yaml"].Value)
        .Single(yaml => yaml.Contains($"job_name: {job}\n"));

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs");

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
