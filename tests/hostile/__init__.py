"""A stranger's folder that was made to do harm: texts that hold a build up, and what it takes."""
