using Pipeline.Tests.RealParts.Runs;

namespace Pipeline.Tests.RealParts;

/// <summary>A directory for one test, by a short path that other users can pass through.</summary>
public static class TemporaryDirectory
{
    public static string Create(string purpose)
    {
        var path = Path.Combine(TestRun.Current.Folder, $"{purpose}-{Path.GetRandomFileName()[..8]}");
        return Directory.CreateDirectory(path).FullName;
    }
}
