using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

internal sealed class The_zone_is_the_truth : IFinalOracle
{
    public string Sentence => "the zone is the truth";

    public Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var (wanted, faults) = (Truth.Records(world), new List<string>());
        var actual = world.Zone.Records.ToDictionary(
            record => $"{record.Id.Name} {record.Id.Type}", record => world.Zone.Zone.AnswersOf(record).ToList());
        foreach (var (key, values) in wanted)
        {
            var found = actual.GetValueOrDefault(key, []);
            faults.AddRange(values.Except(found).Select(value => $"{key} '{value}' is missing"));
            faults.AddRange(found.Except(values).Select(value => $"{key} '{value}' is wrong"));
        }

        faults.AddRange(actual.Keys.Except(wanted.Keys).Select(key => $"{key} '{string.Join(" | ", actual[key])}' is wrong"));
        return Task.FromResult<IReadOnlyList<string>>(faults);
    }
}
