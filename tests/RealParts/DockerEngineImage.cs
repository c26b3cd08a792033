namespace Pipeline.Tests.RealParts;

/// <summary>The image that tests run: a static busybox, imported, for nothing can be pulled.</summary>
internal static class DockerEngineImage
{
    public const string Name = "pipeline-test:busybox";

    private static readonly string[] Places = ["/bin/busybox", "/usr/bin/busybox"];

    /// <summary>Why this machine cannot have it; null where it can.</summary>
    public static string? Obstacle() => Places.Any(File.Exists) ? null : "no busybox to make an image of (busybox-static)";

    public static async Task ImportAsync(Func<string[], Task<string>> docker)
    {
        if (await docker(["images", "-q", Name]) is not "") return;
        var root = Directory.CreateTempSubdirectory("pdi");
        try
        {
            var bin = root.CreateSubdirectory("root/bin").FullName;
            File.Copy(Places.First(File.Exists), $"{bin}/busybox");
            File.CreateSymbolicLink($"{bin}/sh", "busybox");
            await ShellCommand.RunAsync("tar", ["-C", $"{root}/root", "-cf", $"{root}/image.tar", "."]);
            await docker(["import", $"{root}/image.tar", Name]);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
