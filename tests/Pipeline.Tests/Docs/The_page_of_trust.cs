using System.Text.RegularExpressions;

namespace Pipeline.Tests.Docs;

/// <summary><c>docs/trust.md</c> names for each sentence where it is enforced and which test holds it; both exist.</summary>
public sealed partial class The_page_of_trust
{
    [Fact]
    public void Each_place_where_something_is_enforced_exists()
    {
        var places = Source().Matches(Documents.Read("docs/trust.md")).Select(place => place.Groups["path"].Value).ToList();

        places.ShouldNotBeEmpty();
        places.Where(place => !File.Exists(Path.Combine(Repository.Root(), "src", place))).ShouldBeEmpty();
    }

    [Fact]
    public void Each_test_exists()
    {
        var known = Directory.EnumerateFiles(Path.Combine(Repository.Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var tests = Documents.Read("docs/trust.md").Split('\n').Where(line => line.StartsWith('|'))
            .SelectMany(row => TestName().Matches(row.Split('|')[^2])).Select(test => test.Value).ToList();

        tests.ShouldNotBeEmpty();
        tests.Where(test => !known.Contains(test)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(?<path>\w+(/\w+)+\.cs)`")]
    private static partial Regex Source();

    [GeneratedRegex(@"(?<=`)\w+(?=`)")]
    private static partial Regex TestName();
}
