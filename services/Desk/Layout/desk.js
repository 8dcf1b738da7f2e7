// Makes faster what every page does without script. Modules act on what stands in the document, now and after each enhanced navigation.
