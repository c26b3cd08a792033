namespace Pipeline.Producer.Machine;

/// <summary>Who a host is and where it is reached: as it was set, or as its machine's metadata says.</summary>
/// <param name="Id">On EC2 the instance's identifier, by which a silent host is looked for.</param>
/// <param name="Address">The IPv4 address at which other machines reach it.</param>
public sealed record MachineIdentity(string Id, string Address)
{
    private const int Tries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="HttpRequestException">What was not set is not to be learnt either; the message is for people.</exception>
    public static async Task<MachineIdentity> FindAsync(string? id, string? address, InstanceMetadata? metadata, TimeProvider time, CancellationToken cancel)
    {
        if (id is not null && address is not null) return new(id, address);
        if (metadata is null) throw new HttpRequestException(Complaint("EC2's instance metadata is switched off (AWS_EC2_METADATA_DISABLED)"));
        for (var tried = 1; ; tried++)
        {
            try
            {
                return new(
                    id ?? await metadata.AskAsync("instance-id", cancel) ?? throw new HttpRequestException("it holds no instance-id"),
                    address ?? await metadata.AskAsync("local-ipv4", cancel) ?? throw new HttpRequestException("it holds no local-ipv4"));
            }
            catch (HttpRequestException failure) when (tried >= Tries)
            {
                throw new HttpRequestException(Complaint($"EC2's instance metadata at {metadata.Endpoint} does not tell ({failure.Message})"), failure);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Pause, time, cancel);
            }
        }
    }

    private static string Complaint(string why) => $"who and where this host is, is not known: {why}; set Pipeline__HostId and Pipeline__HostAddress";
}
