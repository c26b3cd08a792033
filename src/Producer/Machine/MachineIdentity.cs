using Pipeline.Contracts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Machine;

/// <summary>The name and address of the host: as set, or from the instance metadata of its machine.</summary>
/// <param name="Id">The host's name. On EC2 it is the instance's identifier, by which a silent host is looked up.</param>
/// <param name="Address">The IPv4 address at which other machines reach the host.</param>
public sealed record MachineIdentity(string Id, string Address)
{
    private const int Attempts = 3;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Takes what is set, and reads the rest from the metadata; tries three times.</summary>
    /// <param name="id">The name as set; null to read it.</param>
    /// <param name="address">The address as set; null to read it.</param>
    /// <param name="metadata">The metadata service; null if it is disabled.</param>
    /// <param name="time">The clock for retries.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="MissingSettingException">A part is not set, and the metadata is disabled.</exception>
    /// <exception cref="HttpRequestException">A part is not set and could not be read. The message is for people.</exception>
    public static async Task<MachineIdentity> FindAsync(
        string? id, string? address, InstanceMetadataClient? metadata, TimeProvider time, CancellationToken cancel)
    {
        if (id is not null && address is not null) return new(id, address);
        if (metadata is null) throw new MissingSettingException(Explain("EC2's instance metadata is disabled (AWS_EC2_METADATA_DISABLED)"));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(
                    id ?? await ReadAsync(metadata, "instance-id", cancel),
                    address ?? await ReadAsync(metadata, "local-ipv4", cancel));
            }
            catch (HttpRequestException failure) when (attempt == Attempts)
            {
                throw new HttpRequestException(
                    Explain($"EC2's instance metadata at {metadata.Endpoint} cannot be read ({FailureWords.Describe(failure)})"), failure);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(RetryInterval, time, cancel);
            }
        }
    }

    private static async Task<string> ReadAsync(InstanceMetadataClient metadata, string item, CancellationToken cancel) =>
        await metadata.ReadAsync(item, cancel) ?? throw new HttpRequestException($"it has no item {item}");

    private static string Explain(string reason) =>
        $"the host's name and address are unknown: {reason}; set Pipeline__HostId and Pipeline__HostAddress";
}
