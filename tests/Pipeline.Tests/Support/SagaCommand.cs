using System.Text.Json;

namespace Pipeline.Tests.Support;

/// <summary>Reads the story of a container with the command <c>saga</c>.</summary>
internal static class SagaCommand
{
    /// <param name="id">The container.</param>
    /// <param name="registry">The options that say where the registry lies.</param>
    /// <returns>Its identifier, its state, and its timeline, a line a moment; or the errors of the command.</returns>
    public static async Task<string> ReadAsync(string id, params string[] registry)
    {
        var told = await PipelineCommand.RunAsync(["saga", id, "--json", .. registry]);
        if (told.ExitCode != 0) return told.Errors;
        var story = JsonDocument.Parse(told.Output).RootElement;
        var moments = story.GetProperty("timeline").EnumerateArray().Select(moment => moment.GetProperty("what").GetString());
        return $"{id} {story.GetProperty("saga").GetProperty("state").GetString()}\n{string.Join('\n', moments)}";
    }
}
