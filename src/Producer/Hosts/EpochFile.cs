using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// Keeps the last epoch of a host's agent in a file. A file that cannot be used is logged, and the agent does without it.
/// </summary>
public sealed class EpochFile(string path, ILogger logger)
{
    /// <returns>The epoch; null if none is kept.</returns>
    public long? Read()
    {
        try
        {
            return File.Exists(path) && long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var epoch) ? epoch : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.EpochNotKept(logger, path, FailureWords.Describe(failure));
            return null;
        }
    }

    /// <summary>Replaces the file as a whole, so that a crash leaves the old epoch or the new one.</summary>
    public void Write(long epoch)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText($"{path}.new", epoch.ToString(CultureInfo.InvariantCulture));
            File.Move($"{path}.new", path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.EpochNotKept(logger, path, FailureWords.Describe(failure));
        }
    }
}
