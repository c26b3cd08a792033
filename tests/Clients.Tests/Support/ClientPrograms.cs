namespace Pipeline.Clients.Tests.Support;

/// <summary>The programs in the folder <c>Programs</c>: those of instances, and small clients in the languages of the page.</summary>
internal static class ClientPrograms
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Programs");

    /// <summary>The modules of Node that <c>./pipeline test</c> installs; null where they are not.</summary>
    public static string? Modules { get; } = ModulesBelow(AppContext.BaseDirectory);

    public static string Find(string file) => Path.Combine(Folder, file);

    private static string? ModulesBelow(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, "artifacts", "npm", "node_modules") is var modules && Directory.Exists(modules)) return modules;
        return null;
    }
}
