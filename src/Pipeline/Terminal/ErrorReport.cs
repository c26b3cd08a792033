namespace Pipeline.Terminal;

/// <summary>Where a failure came from, for those who mend it; the person who met it needs only the name of the file.</summary>
internal static class ErrorReport
{
    /// <returns>The file; or, where none can be written, the trace itself.</returns>
    public static string Keep(Exception failure)
    {
        try
        {
            // A new file under a name that nobody can expect: others may write to this directory.
            var path = Path.Combine(Path.GetTempPath(), $"pipeline-error-{Path.GetRandomFileName()}.txt");
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.WriteLine(failure);
            return path;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"this:\n{failure}";
        }
    }
}
