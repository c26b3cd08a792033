namespace Pipeline.Clients.Tests.Support;

/// <summary>The programs in the folder <c>Programs</c>: those of instances, and small clients in the languages of the page.</summary>
internal static class ClientPrograms
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Programs");

    public static string Find(string file) => Path.Combine(Folder, file);
}
