// Worlds take every processor of the machine; what runs beside them only makes both slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
